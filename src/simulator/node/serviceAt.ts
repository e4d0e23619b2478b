/** Whose manners a path has when it refuses somebody. */
export type Manners = 'openai' | 'azure'

/** A door to one of the services. */
export interface Service {
  readonly path: string
  readonly manners: Manners
  readonly generation: 'GA' | 'preview' | 'Voice Live'
}

const SERVICES: readonly Service[] = [
  { path: '/v1/realtime', manners: 'openai', generation: 'GA' },
  { path: '/openai/v1/realtime', manners: 'azure', generation: 'GA' },
  { path: '/openai/realtime', manners: 'azure', generation: 'preview' },
  { path: '/voice-live/realtime', manners: 'azure', generation: 'Voice Live' },
]

export const servicePaths: readonly string[] = SERVICES.map(({ path }) => path)

/** @param path - Without a slash at its end. */
export const serviceAt = (path: string): Service | null =>
  SERVICES.find((service) => service.path === path) ?? null

/** The address that was asked for, or `null` when it cannot be read. */
export function addressOf(
  url: string | undefined,
): { path: string; query: URLSearchParams } | null {
  const base = 'http://localhost'
  // What begins with two slashes would be read as another host; what cannot be read would throw.
  const text = (url ?? '/').replace(/^\/{2,}/, '/')
  if (!URL.canParse(text, base)) return null
  const { pathname, searchParams } = new URL(text, base)
  return { path: pathname.replace(/\/+$/, ''), query: searchParams }
}
