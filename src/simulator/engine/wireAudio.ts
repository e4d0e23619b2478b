import { msToSamples, samplesToMs, VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'
import { Refusal } from './Refusal.ts'

/** The services' limit for one append, taken as letters of base64: with as many bytes no frame that they take would do. */
const MOST_LETTERS = 15 * 1024 * 1024

export const toMs = (samples: number): number => samplesToMs(samples, VOICE_RATE_HZ)
export const toSamples = (ms: number): number => msToSamples(ms, VOICE_RATE_HZ)

/** Base64 as bytes. Not samples: one chunk may end in the middle of a sample. @throws Refusal */
export function decodeAudio(audio: unknown, path: string): Uint8Array {
  const refuse = (why: string) => new Refusal('invalid_value', `Invalid '${path}': ${why}.`, path)
  if (typeof audio !== 'string') throw refuse('expected base64-encoded audio')
  if (audio.length > MOST_LETTERS) throw refuse('more than 15 MiB in one event')
  let binary: string
  try {
    binary = atob(audio)
  } catch {
    throw refuse('expected base64-encoded audio')
  }
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

export function joinSamples(parts: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const whole = new Int16Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
