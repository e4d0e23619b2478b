import { VoiceError } from '../../base/errors.ts'
import { parseAddress } from '../../protocol/address.ts'
import { azure } from '../../protocol/azure.ts'
import type { Endpoint } from '../../protocol/endpoint.ts'
import { inBrowser } from '../../transport/credential.ts'
import type { AzureRealTimeOptions } from './types.ts'

const HAS_SCHEME = /^\s*[a-z][a-z0-9+.-]*:\/\//i
const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/

/**
 * Where the options lead. A key may be used in a page only for a server on the same machine, which no stranger's page is.
 *
 * @throws {@link VoiceError} `endpoint_invalid`, `api_key_in_browser`
 */
export function endpointOf(options: AzureRealTimeOptions): Endpoint {
  const { hostName, apiKey } = options
  const isOurs = LOOPBACK.test(parseAddress(hostName).host)
  const allowed = options.dangerouslyAllowApiKeyInBrowser === true || isOurs
  const endpoint = azure({
    ...options,
    endpoint: isOurs && !HAS_SCHEME.test(hostName) ? `ws://${hostName.trim()}` : hostName,
    dangerouslyAllowApiKeyInBrowser: allowed,
  })
  if (apiKey !== undefined && !allowed && inBrowser()) throw new VoiceError('api_key_in_browser')
  return endpoint
}
