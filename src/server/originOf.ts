import { HttpRefusal } from './HttpRefusal.ts'
import { invalidEndpoint } from '../protocol/invalidEndpoint.ts'

export interface OriginRules {
  readonly origins: readonly string[] | undefined
  readonly allowMissingOrigin: boolean
}

/** Exactly as a browser writes it: no path, no user, no capital letter, no default port. */
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text

/** @throws {@link VoiceError} `endpoint_invalid` */
export function assertOrigins(origins: readonly string[] | undefined): void {
  for (const origin of origins ?? [])
    if (!/^https?:/.test(origin) || !isOrigin(origin))
      throw invalidEndpoint(
        'one of the origins of the token handler is none',
        'Write origins as browsers do: https://app.example, with no path and no slash at the end.',
      )
}

/** Behind a proxy that ends TLS, only the Host header and the browser still know the address of the site. */
function isOwn(origin: string, { url, headers }: Request): boolean {
  const asked = new URL(url)
  if (origin === asked.origin) return true
  if (!isOrigin(origin)) return false
  const { protocol, host } = new URL(origin)
  return protocol === 'https:' && host === (headers.get('host') ?? asked.host)
}

const refused = (message: string) => new HttpRefusal(403, 'origin_refused', message)

/**
 * The origin that asks, if it may; `null` when none is named.
 *
 * Origins are compared letter by letter. A rebound name passes for the site's own, and brings none of its cookies:
 * `authorize` is what stops it.
 *
 * @throws {@link HttpRefusal}
 */
export function originOf(request: Request, rules: OriginRules): string | null {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (origin === null) {
    if (site === 'same-origin' || (site === null && rules.allowMissingOrigin)) return null
    throw refused('Requests without an Origin are not answered.')
  }
  if (rules.origins !== undefined) {
    if (rules.origins.includes(origin)) return origin
  } else if (isOwn(origin, request) && (site === null || site === 'same-origin')) return origin
  throw refused('Pages of this origin may not ask for tokens.')
}
