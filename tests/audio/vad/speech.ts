import { readFileSync } from 'node:fs'

/** One flite utterance, "What is the weather like in Amsterdam?", 16 kHz. */
export function recordedSpeech(): Int16Array {
  const { buffer, byteOffset, length } = readFileSync(new URL('speech.wav', import.meta.url))
  return new Int16Array(buffer.slice(byteOffset + 44, byteOffset + length))
}
