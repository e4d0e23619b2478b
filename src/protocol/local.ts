import { parseAddress } from './address.ts'
import { assertTexts } from './assertTexts.ts'
import type { CredentialOptions } from './CredentialOptions.ts'
import type { Endpoint } from './endpoint.ts'
import { withCredential } from './withCredential.ts'

export interface LocalOptions extends CredentialOptions {
  /** Such as `ws://localhost:4400`. Path and query are kept; without a path it is `/v1/realtime`. */
  readonly url: string
  /** Default `gpt-realtime`. */
  readonly model?: string | undefined
}

const HAS_SCHEME = /^\s*$|^\s*['"`]?\s*[a-z]+:\/\//i

/** Whatever else was passed is refused with the address. */
const withScheme = (url: unknown): unknown =>
  typeof url === 'string' && !HAS_SCHEME.test(url) ? `ws://${url}` : url

const isFlatPath = (path: string) => /\/(openai|voice-live)\/realtime$/.test(path)

/** The simulator as a server, or any other server that speaks the protocol: flat on the paths of Azure's preview and of Voice Live, else GA. Needs no credential. @throws {@link VoiceError} `endpoint_invalid` */
export function local(options: LocalOptions): Endpoint {
  assertTexts(options, ['url', 'model'])
  const { apiKey, getToken, tokenUrl } = options
  const hasSecret = (apiKey ?? getToken ?? tokenUrl) !== undefined
  const address = parseAddress(withScheme(options.url), hasSecret ? 'on this machine' : 'anywhere')
  const { query } = address
  const model = options.model || query.get('model') || query.get('deployment') || 'gpt-realtime'
  const path = address.path || '/v1/realtime'
  query.set(query.has('deployment') ? 'deployment' : 'model', model)
  return withCredential(
    options,
    {
      provider: 'local',
      dialect: isFlatPath(path) ? 'flat' : 'GA',
      url: `${address.origin}${path}?${query.toString()}`,
      host: address.host,
      model,
    },
    'optional',
  )
}
