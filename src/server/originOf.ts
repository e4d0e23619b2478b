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

/** Behind a proxy that ends TLS, or that rewrites the Host header, only the browser still knows the address of the site. */
function isOwn(origin: string, { url, headers }: Request): boolean {
  const asked = new URL(url)
  // No page can set this header, nor lead the browser to a wrong one by a redirect. Whoever is no browser can write
  // every header, and the own origin too.
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' && isOrigin(origin)
  if (origin === asked.origin) return true
  if (!isOrigin(origin)) return false
  const { protocol, host } = new URL(origin)
  return protocol === 'https:' && host === (headers.get('host') ?? asked.host)
}

/** Of what a stranger wrote, only what is an address, and no more than one fits in. */
const shown = (text: string | null, isAddress: (text: string) => boolean): string =>
  text !== null && text.length <= 80 && isAddress(text) ? text : 'something else'

/** Nobody sees why a page gets no token, unless the log of the server says so. */
function refused({ headers }: Request, { origins }: OriginRules, message: string): HttpRefusal {
  const page = headers.has('origin') ? `of ${shown(headers.get('origin'), isOrigin)} ` : ''
  const host = shown(headers.get('host'), (text) => /^[\w.:[\]-]+$/.test(text))
  const isKnown = origins === undefined ? `the Host was ${host}` : 'it is not in origins'
  const advice = headers.has('origin')
    ? 'If it is yours, put it in origins, or let the proxy leave the Host header as it is.'
    : 'If it is no browser, see allowMissingOrigin.'
  const told = `A request ${page}was refused (${isKnown}). ${advice}`
  return new HttpRefusal(403, 'origin_refused', message, { problem: { message: told } })
}

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
    throw refused(request, rules, 'Requests without an Origin are not answered.')
  }
  if (rules.origins !== undefined) {
    if (rules.origins.includes(origin)) return origin
  } else if (isOwn(origin, request)) return origin
  throw refused(request, rules, 'Pages of this origin may not ask for tokens.')
}
