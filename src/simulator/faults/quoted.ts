const MAX_CHARACTERS = 80
const MAX_LINE = 500
const NAME = /^[\w.*-]+$/
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/gu

const escaped = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`

/** What somebody else wrote, in quotes, so that it may stand in a log: short, on one line, nothing that moves a terminal. */
export const quoted = (text: string): string =>
  // JSON leaves some of them as they are.
  JSON.stringify(text.slice(0, MAX_CHARACTERS)).replace(CONTROLS, escaped)

/** The same, with no quotes around a mere name. */
export const plain = (text: string): string =>
  text.length <= MAX_CHARACTERS && NAME.test(text) ? text : quoted(text)

/** A sentence of our own that repeats some of what somebody else wrote. */
export const oneLine = (text: string): string => text.slice(0, MAX_LINE).replace(CONTROLS, escaped)
