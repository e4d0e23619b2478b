import { encodeBase64 } from '../audio/sound/base64.ts'
import { pcm16ToBase64 } from '../audio/sound/pcm.ts'
import { refused } from './refused.ts'

/** Enough to tell base64 from what is none; all of it would be read again for every second of sound. */
const LOOKED_AT = 256

const isBase64 = (text: string): boolean =>
  text.length % 4 === 0 && /^[a-z\d+/]*$/i.test(text.slice(0, LOOKED_AT).replace(/={1,2}$/, ''))

/** Sound in any of the forms that an app may hold it in; bytes are little endian. @throws `VoiceError` `item_refused` */
export function toBase64(audio: Int16Array | Uint8Array | ArrayBuffer | string): string {
  if (typeof audio === 'string') {
    if (isBase64(audio)) return audio
    throw refused('the sound is not base64', 'Take off a data: URL’s head, and leave no spaces.')
  }
  if (audio instanceof Int16Array) return pcm16ToBase64(audio)
  if (audio instanceof ArrayBuffer) return encodeBase64(new Uint8Array(audio))
  // By its size: an array of another page's, or of a test's, is an instance of another class.
  if (ArrayBuffer.isView(audio) && audio.BYTES_PER_ELEMENT === 1) return encodeBase64(audio)
  throw refused('the sound is not an Int16Array, bytes or base64')
}
