import type { GetToken } from './endpoint.ts'
import type { CredentialPlace } from './lineRequest.ts'

/** Exactly one of `tokenUrl`, `getToken`, `apiKey` and `relayUrl`. */
export interface CredentialOptions {
  /** POSTed to on every attempt with `{ provider, model }`, with the cookies of its own site; answers `{ value, expires_at }`, in Unix seconds. Relative to the page. */
  readonly tokenUrl?: string | undefined
  readonly getToken?: GetToken | undefined
  /** For Node, or alone on your own machine. In a page or a Worker it throws `api_key_in_browser` unless the flag below is set. */
  readonly apiKey?: string | undefined
  readonly dangerouslyAllowApiKeyInBrowser?: boolean | undefined
  /**
   * A server of yours that stands between, adds the credential, and passes events on in both directions: `wss:`,
   * `https:`, or a path of the page's own site. It is asked for with `?provider=&dialect=`, the query of the service's
   * own address, and the subprotocol `realtime`, which it must select; it knows its users by their cookie.
   */
  readonly relayUrl?: string | undefined
  /** How the credential travels, where the default does not do. {@link CredentialPlace} says what each way means. */
  readonly credential?: { readonly as: CredentialPlace } | undefined
}
