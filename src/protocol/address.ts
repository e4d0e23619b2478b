import { VoiceError } from '../base/errors.ts'

/** What a pasted address says. */
export interface Address {
  /** `wss://host` or `ws://host:port`. */
  readonly origin: string
  readonly host: string
  /** Without a slash at its end; empty when there is none. */
  readonly path: string
  readonly model: string | null
  readonly apiVersion: string | null
}

const SOCKET: Readonly<Record<string, string>> = {
  'https:': 'wss:',
  'http:': 'ws:',
  'wss:': 'wss:',
  'ws:': 'ws:',
}

/**
 * Reads an address in every form that the portals hand out: a bare host, `https:`, `wss:`, or the full target URI with its query.
 *
 * The host is never rewritten, and nothing of a query is kept but the model and the version.
 *
 * @throws {@link VoiceError} `endpoint_invalid`
 */
export function parseAddress(pasted: string): Address {
  const trimmed = pasted.trim()
  const invalid = (reason: string) => new VoiceError('endpoint_invalid', { details: { reason } })
  if (trimmed === '') throw invalid('its address is empty')
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  } catch {
    throw invalid('its address is not a URL')
  }
  if (/[\s%]/.test(url.hostname)) throw invalid('its address is not a URL')
  const scheme = SOCKET[url.protocol]
  if (scheme === undefined) throw invalid('its address must begin with https:, http:, wss: or ws:')
  if (url.username !== '' || url.password !== '')
    throw invalid('its address must not hold a name or a password')
  return {
    origin: `${scheme}//${url.host}`,
    host: url.host,
    path: url.pathname.replace(/\/+$/, ''),
    model: url.searchParams.get('model') ?? url.searchParams.get('deployment'),
    apiVersion: url.searchParams.get('api-version'),
  }
}
