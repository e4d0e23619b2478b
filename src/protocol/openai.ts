import { parseAddress, queryOf } from './address.ts'
import { assertTexts } from './assertTexts.ts'
import { isAzureHost, isOpenAIHost } from './azureBase.ts'
import type { CredentialOptions } from './CredentialOptions.ts'
import type { Endpoint } from './endpoint.ts'
import { invalidEndpoint } from './invalidEndpoint.ts'
import { withCredential } from './withCredential.ts'

export interface OpenAIOptions extends CredentialOptions {
  /** May be left out when `baseUrl` holds it. */
  readonly model?: string | undefined
  /** Default `https://api.openai.com/v1`. Its path is kept, so that a gateway may stand at any. */
  readonly baseUrl?: string | undefined
}

/**
 * OpenAI's GA Realtime service.
 *
 * A credential travels as a subprotocol from a page, and in the header `Authorization` from Node.
 *
 * @throws {@link VoiceError} `endpoint_invalid`
 */
export function openai(options: OpenAIOptions): Endpoint {
  assertTexts(options, ['model', 'baseUrl'])
  const { origin, host, path, query } = parseAddress(options.baseUrl || 'https://api.openai.com/v1')
  if (isAzureHost(host)) throw invalidEndpoint('this is an address of Azure', 'Use azure().')
  const model = options.model || query.get('model')
  if (!model) throw invalidEndpoint('it needs a model')
  const base = path.replace(/\/realtime(\/.*)?$/, '')
  const root = base === '' && isOpenAIHost(host) ? '/v1' : base
  return withCredential(options, {
    provider: 'openai',
    dialect: 'GA',
    url: `${origin}${root}/realtime?${queryOf({ model })}`,
    host,
    model,
  })
}
