import { VoiceError } from '../../base/errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PADDING = '='.charCodeAt(0)

/** Groups of three bytes that become one piece of text: one long concatenation would be a tree of millions of strings. */
const GROUPS_IN_PIECE = 4096

const NOT_BASE64 = /[^A-Za-z0-9+/=\s]|=[^=\s]/

// Narrow views of what only newer browsers, or only Node, have; the type libraries need not know them.
interface Encoding {
  toBase64(): string
}
interface Decoding {
  fromBase64(text: string): Uint8Array<ArrayBuffer>
}
interface NodeBuffer {
  from(text: string, encoding: 'base64'): Uint8Array
  from(bytes: ArrayBufferLike, offset: number, length: number): { toString(as: 'base64'): string }
}
interface Host {
  readonly Uint8Array: object
  readonly Buffer?: NodeBuffer
}

const canEncode = (bytes: object): bytes is Encoding =>
  'toBase64' in bytes && typeof bytes.toBase64 === 'function'
const canDecode = (type: object): type is Decoding =>
  'fromBase64' in type && typeof type.fromBase64 === 'function'

/** Any number of bytes: nothing is spread into arguments, which has a limit of its own in every engine. */
export function encodeBase64(bytes: Uint8Array, host: Host = globalThis): string {
  if (canEncode(bytes) && canDecode(host.Uint8Array)) return bytes.toBase64()
  if (host.Buffer)
    return host.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  const pieces: string[] = []
  for (let from = 0; from < bytes.length; from += 3 * GROUPS_IN_PIECE)
    pieces.push(encodePiece(bytes, from, Math.min(bytes.length, from + 3 * GROUPS_IN_PIECE)))
  return pieces.join('')
}

/** Spaces and missing padding are accepted. Throws a {@link VoiceError} `protocol_warning` for what is not base64. */
export function decodeBase64(text: string, host: Host = globalThis): Uint8Array {
  if (canDecode(host.Uint8Array)) {
    try {
      return host.Uint8Array.fromBase64(text)
    } catch (cause) {
      throw notBase64(cause)
    }
  }
  // Buffer skips over what it does not understand, so that a broken delta would become noise.
  const digits = text.replace(/[\s=]/g, '')
  if (NOT_BASE64.test(text) || digits.length % 4 === 1) throw notBase64()
  return host.Buffer ? host.Buffer.from(digits, 'base64') : decodeByTable(digits)
}

function encodePiece(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let i = from; i < to; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += String.fromCharCode(
      ALPHABET.charCodeAt(group >> 18),
      ALPHABET.charCodeAt((group >> 12) & 63),
      i + 1 < to ? ALPHABET.charCodeAt((group >> 6) & 63) : PADDING,
      i + 2 < to ? ALPHABET.charCodeAt(group & 63) : PADDING,
    )
  }
  return text
}

function decodeByTable(digits: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128)
  for (let i = 0; i < 64; i++) values[ALPHABET.charCodeAt(i)] = i
  const bytes = new Uint8Array((digits.length * 3) >> 2)
  let bits = 0
  let held = 0
  for (let i = 0, at = 0; i < digits.length; i++) {
    bits = ((bits << 6) | values[digits.charCodeAt(i)]!) & 0xffffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[at++] = bits >> held
  }
  return bytes
}

const notBase64 = (cause?: unknown) =>
  new VoiceError('protocol_warning', { details: { what: 'audio that is not base64' }, cause })
