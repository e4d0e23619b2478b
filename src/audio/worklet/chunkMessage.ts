import type { CapturedChunk } from './voiceMessages.ts'

/**
 * A chunk between two threads: its samples, which are transferred, and the rest without names.
 *
 * An object with names takes the page three times as long to read, and it does so 25 times a second.
 */
export type ChunkMessage = readonly [
  pcm: ArrayBuffer | null,
  rms: number,
  last: boolean,
  rateHz: number,
  ratesHz: readonly number[],
]

export const writeChunk = ({ pcm, rms, last, rateHz, ratesHz }: CapturedChunk): ChunkMessage => [
  pcm?.buffer ?? null,
  rms,
  last,
  rateHz,
  ratesHz,
]

export function readChunk(message: ChunkMessage): CapturedChunk {
  // By index: taking it apart goes through an iterator, which leaves garbage 25 times a second.
  const buffer = message[0]
  const pcm = buffer && new Int16Array(buffer)
  return { pcm, rms: message[1], last: message[2], rateHz: message[3], ratesHz: message[4] }
}
