import type { IncomingHttpHeaders } from 'node:http'

const HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Written exactly as browsers write it: `http://localhost:6006`, with no path, user or capital letter. */
export function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { origin, protocol } = new URL(text)
  return origin === text && (protocol === 'http:' || protocol === 'https:')
}

const isLocalPage = (origin: string) =>
  isOrigin(origin) && LOOPBACK.includes(new URL(origin).hostname)

/**
 * Why somebody may not use the simulator, or `null` when he may: programs and pages of this machine, and pages of
 * the origins that were named.
 *
 * Programs send no Origin and browsers always do, so that none at all is let in.
 */
export function refuseForeign(
  { host, origin }: IncomingHttpHeaders,
  origins: readonly string[],
): string | null {
  // A page elsewhere can make its own name point at this machine; the Host header still says that name.
  if (!HOST.test(host ?? '')) return 'The simulator answers on this machine only.'
  if (origin === undefined || isLocalPage(origin) || origins.includes(origin)) return null
  return `Pages of ${origin.slice(0, 100)} may not use this simulator; see its option origins.`
}
