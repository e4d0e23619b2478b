import type { CapturedChunk } from './voiceMessages.ts'

/**
 * A chunk between two threads: its samples, which are transferred, and numbers in a row.
 *
 * An object with names takes the page three times as long to read, and it does so 25 times a second.
 */
export type ChunkMessage = readonly [
  pcm: ArrayBuffer | null,
  rms: number,
  last: boolean,
  rateHz: number,
  ...ratesHz: number[],
]

export const writeChunk = ({ pcm, rms, last, rateHz, ratesHz }: CapturedChunk): ChunkMessage => [
  pcm?.buffer ?? null,
  rms,
  last,
  rateHz,
  ...ratesHz,
]

export function readChunk(message: ChunkMessage): CapturedChunk {
  const [buffer, rms, last, rateHz, ...ratesHz] = message
  return { pcm: buffer && new Int16Array(buffer), rms, last, rateHz, ratesHz }
}
