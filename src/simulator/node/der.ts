/** Values in DER (ITU-T X.690): a tag, a length and the content. */
const value = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const bytes = length > 0xff ? [length >> 8, length & 0xff] : [length]
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length, ...bytes]), content])
}

const base128 = (number: number): number[] => {
  const digits = [number & 0x7f]
  for (let rest = number >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** The few kinds of values that a certificate is made of. None may be longer than 65,535 bytes. */
export const der = {
  sequence: (...parts: readonly Uint8Array[]) => value(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]) => value(0x31, ...parts),
  /** @param bytes - Unsigned, the most significant first. */
  integer: (bytes: Uint8Array) => value(0x02, Buffer.from([0]), bytes),
  smallInteger: (number: number) => value(0x02, Buffer.from([number])),
  boolean: (is: boolean) => value(0x01, Buffer.from([is ? 0xff : 0])),
  /** @param name - Such as `2.5.4.3`. */
  objectId(name: string) {
    const [first = 0, second = 0, ...others] = name.split('.').map(Number)
    return value(0x06, Buffer.from([first * 40 + second, ...others.flatMap(base128)]))
  },
  text: (text: string) => value(0x0c, Buffer.from(text)),
  bits: (bytes: Uint8Array, unusedBits = 0) => value(0x03, Buffer.from([unusedBits]), bytes),
  octets: (bytes: Uint8Array) => value(0x04, bytes),
  /** To the second, in UTC; good until 2049. */
  time(date: Date) {
    const parts = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours()]
    const smaller = [date.getUTCMinutes(), date.getUTCSeconds()]
    const digits = [date.getUTCFullYear() % 100, ...parts, ...smaller].map(twoDigits).join('')
    return value(0x17, Buffer.from(`${digits}Z`))
  },
  /** `[number]`, whose meaning hangs on where it stands. */
  tagged: (number: number, ...parts: readonly Uint8Array[]) => value(0xa0 | number, ...parts),
  /** The same around bytes instead of values. */
  taggedBytes: (number: number, bytes: Uint8Array) => value(0x80 | number, bytes),
}
