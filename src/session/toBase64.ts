import { encodeBase64 } from '../audio/base64.ts'
import { pcm16ToBase64 } from '../audio/pcm.ts'

/** Sound in any of the forms that an app may hold it in; bytes are little endian. */
export function toBase64(audio: Int16Array | Uint8Array | ArrayBuffer | string): string {
  if (typeof audio === 'string') return audio
  if (audio instanceof Int16Array) return pcm16ToBase64(audio)
  return encodeBase64(audio instanceof ArrayBuffer ? new Uint8Array(audio) : audio)
}
