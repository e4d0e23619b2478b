import type { Dialect } from './dialect.ts'
import type { CredentialPlace } from './lineRequest.ts'

export { azure, type AzureOptions } from './azure.ts'
export type { CredentialOptions } from './CredentialOptions.ts'
export { local, type LocalOptions } from './local.ts'
export { openai, type OpenAIOptions } from './openai.ts'
export { voiceLive, type VoiceLiveAgent, type VoiceLiveOptions } from './voiceLive.ts'

export type Provider = 'openai' | 'azure' | 'voice-live' | 'local'

/** What `getToken` may answer. A number is Unix **seconds**, as both services give it. */
export type Token =
  string | { readonly value: string; readonly expiresAt?: Date | number | undefined }

/** Asked on every attempt to connect and never cached; aborted by `disconnect()`. */
export type GetToken = (signal: AbortSignal) => Promise<Token>

/** Where a conversation goes. Plain data when it has a `tokenUrl` or a `relayUrl`; otherwise the secret stays in a closure, out of JSON and logs. */
export interface Endpoint {
  readonly provider: Provider
  /** How the service spells the events; the codec itself is loaded by the first line that needs it. */
  readonly dialect: Dialect['name']
  /** The socket's address, without any credential. That of a relay may be a path of the page's own site. */
  readonly url: string
  readonly host: string
  readonly model: string
  readonly credential: {
    /** Where it comes from: `none` and `relay` send none. */
    readonly from: 'token-url' | 'get-token' | 'api-key' | 'relay' | 'none'
    /** Only `api-key`: whether the app said that it may be used in a page. */
    readonly allowedInBrowser?: boolean
    readonly as?: CredentialPlace | undefined
  }
  readonly tokenUrl?: string
  readonly getToken?: GetToken
}
