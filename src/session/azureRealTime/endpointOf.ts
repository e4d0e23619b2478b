import { VoiceError } from '../../base/errors.ts'
import { parseAddress } from '../../protocol/address.ts'
import { azure } from '../../protocol/azure.ts'
import type { Endpoint } from '../../protocol/endpoint.ts'
import { invalidEndpoint } from '../../protocol/invalidEndpoint.ts'
import { inBrowser } from '../../transport/credential.ts'
import { PASS_A_CLASS } from './Sockets.ts'
import type { AzureRealTimeOptions } from './types.ts'

const HAS_SCHEME = /^\s*[a-z][a-z0-9+.-]*:\/\//i
const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/

/**
 * Where the options lead. A key may be used in a page only for a server on the same machine, which no stranger's page is.
 *
 * @param platformSocket - The platform's WebSocket opens the line: it cannot have headers.
 * @throws {@link VoiceError} `endpoint_invalid`, `api_key_in_browser`
 */
export function endpointOf(options: AzureRealTimeOptions, platformSocket: boolean): Endpoint {
  const { hostName, apiKey, getToken, tokenUrl, credential } = options
  const isOurs = LOOPBACK.test(parseAddress(hostName).host)
  const allowed = options.dangerouslyAllowApiKeyInBrowser === true || isOurs
  const place =
    platformSocket && apiKey !== undefined ? { as: 'query-api-key' as const } : undefined
  const endpoint = azure({
    ...options,
    endpoint: isOurs && !HAS_SCHEME.test(hostName) ? `ws://${hostName.trim()}` : hostName,
    credential: credential ?? place,
    dangerouslyAllowApiKeyInBrowser: allowed,
  })
  if ((getToken ?? tokenUrl) !== undefined && !credential && platformSocket && !inBrowser())
    throw invalidEndpoint(
      'outside of a page a token travels in a header, which the platform’s WebSocket cannot have',
      PASS_A_CLASS,
    )
  if (apiKey !== undefined && !allowed && inBrowser()) throw new VoiceError('api_key_in_browser')
  return endpoint
}
