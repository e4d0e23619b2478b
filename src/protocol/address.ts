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

/** The names and numbers of this machine. */
export const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/

/** Never in an address: services take some of these in a query. */
const SECRETS = /^(api[-_]?key|authorization|key|access[-_]?token)$/i

/** What other servers call theirs. On this machine alone nobody else reads it. */
const OTHER_SECRETS =
  /^(x[-_]api[-_]key|apitoken|auth|(id|auth|session|refresh)?[-_]?token|jwt|sig|signature|(client[-_]?)?secret|pass(word|wd)?|pwd|code|credentials?|(ocp-apim-)?subscription[-_]key)$/i

/** Addresses are pasted with what stands around them in a file. */
const unquoted = (text: string): string => /^(["'`])(.*)\1$/.exec(text)?.[2]?.trim() ?? text

/**
 * Reads an address in every form that the portals hand out: a bare host, `https:`, `wss:`, or the full target URI with its query.
 *
 * The host is never rewritten.
 *
 * @param plainSockets - Where `ws:` and `http:` may go. A credential must not travel in the open.
 * @throws {@link VoiceError} `endpoint_invalid`
 */
export function parseAddress(
  pasted: unknown,
  plainSockets: 'on this machine' | 'anywhere' = 'on this machine',
): Address {
  const given = pasted ?? ''
  if (typeof given !== 'string') throw invalidEndpoint('its address is not a text')
  const text = unquoted(given.trim())
  if (text === '') throw invalidEndpoint('its address is empty')
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  } catch {
    throw invalidEndpoint('its address is not a URL')
  }
  if (/[\s%"'`]/.test(url.hostname)) throw invalidEndpoint('its address is not a URL')
  const scheme = SOCKET[url.protocol]
  if (scheme === undefined)
    throw invalidEndpoint('its address must begin with https:, http:, wss: or ws:')
  if (url.username !== '' || url.password !== '')
    throw invalidEndpoint('its address must not hold a name or a password')
  const isHere = LOOPBACK.test(url.hostname)
  const isSecret = (name: string) => SECRETS.test(name) || (!isHere && OTHER_SECRETS.test(name))
  const secret = [...url.searchParams.keys()].find(isSecret)
  if (secret !== undefined)
    throw invalidEndpoint(
      `its address must not hold a key or a token, as its ${secret} is named`,
      'Pass it as apiKey or by getToken, which keep it out of logs. A relay knows its users by their cookie.',
    )
  if (scheme === 'ws:' && plainSockets !== 'anywhere' && !isHere)
    throw invalidEndpoint(
      'beyond this machine its address must begin with https: or wss:, because the credential would travel in the open',
      'Use https:. For a server in your own network, local() takes any address, without a credential.',
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
