import { tokenFailed } from './tokenFailed.ts'

/** In seconds this is the year 5138, in milliseconds it was 1973. */
const SURELY_MILLISECONDS = 1e11

/** Clocks of devices go wrong by minutes, and a secret that is too old is refused by its service anyway. */
const CLOCK_ERROR_MS = 5 * 60_000

/** What a token endpoint or `getToken` gave. */
export interface ReadToken {
  readonly value: string
  readonly expiresAt: Date | null
}

/** Secrets are pasted with spaces and line ends; what is left must be able to travel in a header and in a URL. */
function clean(secret: unknown): string {
  if (typeof secret !== 'string') throw tokenFailed('its answer has no `value`')
  const trimmed = secret.trim()
  if (trimmed === '') throw tokenFailed('the token is empty')
  if (/[^\x21-\x7e]/.test(trimmed))
    throw tokenFailed('the token holds a space or a character that no secret has')
  return trimmed
}

function readExpiry(at: unknown): Date | null {
  if (at === undefined || at === null) return null
  if (typeof at === 'number' && at >= SURELY_MILLISECONDS)
    throw tokenFailed(
      'its expiry is in milliseconds',
      'Give Unix seconds, as both services do: Math.floor(date.getTime() / 1000).',
    )
  // What was a Date is a text once it has travelled as JSON.
  const date =
    typeof at === 'number'
      ? new Date(at * 1000)
      : new Date(at instanceof Date || typeof at === 'string' ? at : NaN)
  if (Number.isNaN(date.getTime()))
    throw tokenFailed('its expiry is neither Unix seconds nor a date')
  return date
}

/**
 * Reads `{ value, expires_at }`, `{ value, expiresAt }`, the `{ client_secret }` of the preview's sessions, or a bare text.
 *
 * @param serverNowMs - By the clock that set the expiry, when that is known.
 * @throws {@link VoiceError} `token_failed`
 */
export function readToken(token: unknown, serverNowMs?: number): ReadToken {
  if (typeof token === 'string') return { value: clean(token), expiresAt: null }
  if (typeof token !== 'object' || token === null) throw tokenFailed('it gave no token')
  if ('client_secret' in token && !('value' in token))
    return readToken(token.client_secret, serverNowMs)
  const value = clean('value' in token ? token.value : undefined)
  const own = 'expiresAt' in token ? token.expiresAt : undefined
  const expiresAt = readExpiry(own ?? ('expires_at' in token ? token.expires_at : undefined))
  const nowMs = serverNowMs ?? Date.now() - CLOCK_ERROR_MS
  if (expiresAt !== null && expiresAt.getTime() <= nowMs)
    throw tokenFailed(
      'its token had expired before it was used',
      'Mint a new token for every attempt, and keep none.',
    )
  return { value, expiresAt }
}
