/** Codes that may go over the wire (RFC 6455, section 7.4): 1005, 1006 and 1015 only stand for what did not come. */
export const isCloseCode = (code: unknown): code is number =>
  typeof code === 'number' &&
  Number.isInteger(code) &&
  ((code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) ||
    (code >= 3000 && code <= 4999))

export const CLOSE_CODES = '1000 to 1014 but for 1004, 1005 and 1006, or 3000 to 4999'
export const MAX_REASON_BYTES = 123

export const isCloseReason = (reason: unknown): reason is string =>
  typeof reason === 'string' && new TextEncoder().encode(reason).length <= MAX_REASON_BYTES
