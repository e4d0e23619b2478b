import type { VoiceErrorCode } from '../base/errors.ts'

/** What the end of a line means, and whether trying again can help. */
export interface CloseMeaning {
  readonly error: VoiceErrorCode | null
  readonly retry: 'no' | 'yes' | 'fresh-credential'
}

const LOST: CloseMeaning = { error: 'connection_lost', retry: 'yes' }
const WRONG: CloseMeaning = { error: 'protocol_error', retry: 'no' }
const REFUSED: CloseMeaning = { error: 'unauthorized', retry: 'no' }

/**
 * Every close code that is seen on a realtime line. 3000, 4000 and 4004 are OpenAI's, 44xx and 45xx ours,
 * the rest are the WebSocket standard's (RFC 6455, section 7.4).
 */
const CLOSE_CODES: Readonly<Record<number, CloseMeaning>> = {
  1000: { error: 'connection_lost', retry: 'no' },
  1001: LOST,
  1002: WRONG,
  1003: WRONG,
  1005: LOST,
  1006: LOST,
  1007: WRONG,
  1008: WRONG,
  1009: WRONG,
  1010: WRONG,
  1011: LOST,
  1012: LOST,
  1013: LOST,
  1014: LOST,
  3000: REFUSED,
  4000: WRONG,
  4004: { error: 'deployment_not_found', retry: 'no' },
  4400: WRONG,
  4401: { error: 'unauthorized', retry: 'fresh-credential' },
  4403: REFUSED,
  4406: WRONG,
  4408: LOST,
  4409: WRONG,
  4429: { error: 'rate_limited', retry: 'yes' },
  4500: LOST,
  4504: LOST,
}

/** What a close code means; an unknown one counts as a broken line. */
export const closeMeaning = (code: number): CloseMeaning => CLOSE_CODES[code] ?? LOST
