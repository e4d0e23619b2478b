import type { VoiceErrorCode } from '../base/errors.ts'

/**
 * What the end of a line means, where it means more than that the line broke (`connection_lost`), as 1000, 1001, 1005,
 * 1006, 1011 to 1014, 4408, 4500 and 4504 do. 3000, 4000 and 4004 are OpenAI's, the other 4xxx are those of our own
 * servers, the rest are the WebSocket standard's (RFC 6455, section 7.4).
 */
const CLOSE_CODES: Readonly<Record<number, VoiceErrorCode>> = {
  1002: 'protocol_error',
  1003: 'protocol_error',
  1007: 'protocol_error',
  1008: 'protocol_error',
  1009: 'protocol_error',
  1010: 'protocol_error',
  3000: 'unauthorized',
  4000: 'protocol_error',
  4004: 'deployment_not_found',
  4400: 'protocol_error',
  4401: 'unauthorized',
  4403: 'unauthorized',
  4406: 'protocol_error',
  4409: 'protocol_error',
  4429: 'rate_limited',
}

export const closeMeaning = (code: number): VoiceErrorCode => CLOSE_CODES[code] ?? 'connection_lost'
