import { VoiceError } from '../base/errors.ts'
import { parseAddress } from './address.ts'
import type { Dialect } from './dialect.ts'
import type { CredentialPlace } from './lineRequest.ts'

export type Provider = 'openai' | 'azure' | 'voice-live' | 'local'

/** What `getToken` may answer. A number is Unix **seconds**, as both services give it. */
export type Token =
  string | { readonly value: string; readonly expiresAt?: Date | number | undefined }

/** Asked on every attempt to connect and never cached; aborted by `disconnect()`. */
export type GetToken = (signal: AbortSignal) => Promise<Token>

/** Where a conversation goes. Plain data when it has a `tokenUrl`; otherwise the secret stays in a closure, out of JSON and logs. */
export interface Endpoint {
  readonly provider: Provider
  /** How the service spells the events; the codec itself is loaded by the first line that needs it. */
  readonly dialect: Dialect['name']
  /** The socket's address, without any credential. */
  readonly url: string
  readonly host: string
  readonly model: string
  readonly credential: {
    /** Where it comes from: `none` sends none. */
    readonly from: 'token-url' | 'get-token' | 'api-key' | 'none'
    /** Only `api-key`: whether the app said that it may be used in a page. */
    readonly allowedInBrowser?: boolean
    readonly as?: CredentialPlace | undefined
  }
  readonly tokenUrl?: string
  readonly getToken?: GetToken
}

/** Exactly one of them. */
export interface CredentialOptions {
  /** POSTed to on every attempt with `{ provider, model }`; answers `{ value, expires_at }`. Relative to the page. */
  readonly tokenUrl?: string | undefined
  readonly getToken?: GetToken | undefined
  /** For Node, or alone on your own machine. In a page it throws `api_key_in_browser` unless the flag below is set. */
  readonly apiKey?: string | undefined
  readonly dangerouslyAllowApiKeyInBrowser?: boolean | undefined
  /** How the credential travels. Each service has its default; see `lineRequest`. */
  readonly credential?: { readonly as: CredentialPlace } | undefined
}

const invalid = (reason: string) => new VoiceError('endpoint_invalid', { details: { reason } })

function credentialOf(
  options: CredentialOptions,
  need: 'required' | 'optional',
): Pick<Endpoint, 'credential' | 'tokenUrl' | 'getToken'> {
  const { tokenUrl, getToken, apiKey } = options
  const given = [tokenUrl, getToken, apiKey].filter((one) => one !== undefined).length
  if (given > 1) throw invalid('pass only one of tokenUrl, getToken and apiKey')
  const as = options.credential?.as
  if (tokenUrl !== undefined) return { tokenUrl, credential: { from: 'token-url', as } }
  if (getToken !== undefined) return { getToken, credential: { from: 'get-token', as } }
  if (apiKey !== undefined) {
    if (apiKey.trim() === '') throw invalid('the apiKey is empty')
    const allowedInBrowser = options.dangerouslyAllowApiKeyInBrowser === true
    return {
      getToken: () => Promise.resolve(apiKey),
      credential: { from: 'api-key', allowedInBrowser, as },
    }
  }
  if (need === 'required') throw invalid('it needs one of tokenUrl, getToken and apiKey')
  return { credential: { from: 'none' } }
}

export interface OpenAIOptions extends CredentialOptions {
  readonly model: string
  /** Default `https://api.openai.com/v1`. */
  readonly baseUrl?: string | undefined
}

/** OpenAI's GA Realtime service. @throws {@link VoiceError} `endpoint_invalid` */
export function openai(options: OpenAIOptions): Endpoint {
  const { origin, host, path } = parseAddress(options.baseUrl ?? 'https://api.openai.com/v1')
  if (!options.model) throw invalid('it needs a model')
  return {
    provider: 'openai',
    dialect: 'GA',
    url: `${origin}${path}/realtime?model=${encodeURIComponent(options.model)}`,
    host,
    model: options.model,
    ...credentialOf(options, 'required'),
  }
}

export interface AzureOptions extends CredentialOptions {
  /** As the portal shows it: a bare host, `https://…`, or the whole target URI. */
  readonly endpoint: string
  /** The deployment's name; may be left out when the pasted address holds it. */
  readonly deployment?: string | undefined
  /** Only for a deployment of the preview, such as `2025-04-01-preview`: it speaks the flat dialect. Lifted out of a pasted address. */
  readonly apiVersion?: string | undefined
}

/**
 * Azure OpenAI's GA Realtime service.
 *
 * How a credential other than a key reaches it from a page is not documented by the service and was never
 * tried against the real one; a key travels as `api-key` in the query, as documented.
 *
 * @throws {@link VoiceError} `endpoint_invalid`
 */
export function azure(options: AzureOptions): Endpoint {
  const address = parseAddress(options.endpoint)
  const model = options.deployment ?? address.model
  if (!model) throw invalid('it needs a deployment')
  const apiVersion = options.apiVersion ?? address.apiVersion
  const target =
    apiVersion === null
      ? `v1/realtime?model=${encodeURIComponent(model)}`
      : `realtime?api-version=${encodeURIComponent(apiVersion)}&deployment=${encodeURIComponent(model)}`
  return {
    provider: 'azure',
    dialect: apiVersion === null ? 'GA' : 'flat',
    url: `${address.origin}/openai/${target}`,
    host: address.host,
    model,
    ...credentialOf(options, 'required'),
  }
}

export interface VoiceLiveOptions extends CredentialOptions {
  readonly endpoint: string
  /** A model of the service; no deployment is needed. */
  readonly model?: string | undefined
  /** Default `2026-04-10`. */
  readonly apiVersion?: string | undefined
}

/** Azure Voice Live. @throws {@link VoiceError} `endpoint_invalid` */
export function voiceLive(options: VoiceLiveOptions): Endpoint {
  const address = parseAddress(options.endpoint)
  const model = options.model ?? address.model
  if (!model) throw invalid('it needs a model')
  const version = options.apiVersion ?? address.apiVersion ?? '2026-04-10'
  return {
    provider: 'voice-live',
    dialect: 'flat',
    url: `${address.origin}/voice-live/realtime?api-version=${encodeURIComponent(version)}&model=${encodeURIComponent(model)}`,
    host: address.host,
    model,
    ...credentialOf(options, 'required'),
  }
}

export interface LocalOptions extends CredentialOptions {
  /** Such as `ws://localhost:4400`. A path is kept; without one it is `/v1/realtime`. */
  readonly url: string
  /** Default `gpt-realtime`. */
  readonly model?: string | undefined
}

const isFlatPath = (path: string) => /\/(openai|voice-live)\/realtime$/.test(path)

/** The simulator as a server, or any other server that speaks the GA protocol. Needs no credential. @throws {@link VoiceError} `endpoint_invalid` */
export function local(options: LocalOptions): Endpoint {
  const address = parseAddress(
    /^[a-z]+:\/\//i.test(options.url) ? options.url : `ws://${options.url}`,
  )
  const model = options.model ?? address.model ?? 'gpt-realtime'
  const path = address.path === '' ? '/v1/realtime' : address.path
  const query = new URL(options.url.includes('://') ? options.url : `ws://${options.url}`)
    .searchParams
  query.set('model', model)
  return {
    provider: 'local',
    dialect: isFlatPath(path) ? 'flat' : 'GA',
    url: `${address.origin}${path}?${query.toString()}`,
    host: address.host,
    model,
    ...credentialOf(options, 'optional'),
  }
}
