import { invalidEndpoint } from './invalidEndpoint.ts'

/** What a pasted address says. */
export interface Address {
  /** `wss://host` or `ws://host:port`. */
  readonly origin: string
  readonly host: string
  /** Without a slash at its end; empty when there is none. */
  readonly path: string
  readonly query: URLSearchParams
}

const SOCKET: Readonly<Record<string, string>> = {
  'https:': 'wss:',
  'http:': 'ws:',
  'wss:': 'wss:',
  'ws:': 'ws:',
}

const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/

const SECRETS = ['api-key', 'authorization', 'key', 'access_token']

/**
 * Reads an address in every form that the portals hand out: a bare host, `https:`, `wss:`, or the full target URI with its query.
 *
 * The host is never rewritten.
 *
 * @param plainSockets - Where `ws:` and `http:` may go. A credential must not travel in the open.
 * @throws {@link VoiceError} `endpoint_invalid`
 */
export function parseAddress(
  pasted: string | undefined,
  plainSockets: 'on this machine' | 'anywhere' = 'on this machine',
): Address {
  const text = (pasted ?? '').trim()
  if (text === '') throw invalidEndpoint('its address is empty')
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  } catch {
    throw invalidEndpoint('its address is not a URL')
  }
  if (/[\s%]/.test(url.hostname)) throw invalidEndpoint('its address is not a URL')
  const scheme = SOCKET[url.protocol]
  if (scheme === undefined)
    throw invalidEndpoint('its address must begin with https:, http:, wss: or ws:')
  if (url.username !== '' || url.password !== '')
    throw invalidEndpoint('its address must not hold a name or a password')
  if ([...url.searchParams.keys()].some((name) => SECRETS.includes(name.toLowerCase())))
    throw invalidEndpoint('its address must not hold a key', 'Pass the key as apiKey.')
  if (scheme === 'ws:' && plainSockets !== 'anywhere' && !LOOPBACK.test(url.hostname))
    throw invalidEndpoint(
      'beyond this machine its address must begin with https: or wss:, because the credential would travel in the open',
      'Use https:. For a server in your own network, local() takes any address.',
    )
  return {
    origin: `${scheme}//${url.host}`,
    host: url.host,
    path: url.pathname.replace(/\/+$/, ''),
    query: url.searchParams,
  }
}

/** The part of an address behind `?`. What is not given is left out. */
export const queryOf = (fields: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(fields)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${encodeURIComponent(value)}`))
    .join('&')
