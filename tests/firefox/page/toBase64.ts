import { floatToPcm16, pcm16ToBase64 } from '../../../src/audio/sound/pcm.ts'

/** What a driver of browsers would take minutes for, number by number. */
export function toBase64(blocks: readonly Float32Array[]): string {
  const all = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const block of blocks) {
    all.set(block, at)
    at += block.length
  }
  return pcm16ToBase64(floatToPcm16(all))
}
