import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ChunkPacker, type PackedChunk } from '../../src/audio/worklet/ChunkPacker.ts'
import { pcm16ToFloat } from '../../src/audio/sound/pcm.ts'
import { chunked, noisePcm } from './signals.ts'

function packing(rateHz = 24_000, outputRateHz = 24_000) {
  const chunks: PackedChunk[] = []
  const packer = new ChunkPacker(rateHz, outputRateHz, 40, (chunk) => chunks.push(chunk))
  const samples = () => chunks.flatMap(({ pcm }) => [...(pcm ?? [])])
  return { packer, chunks, samples }
}

it('packs every sample, whatever the blocks of the device, and gives the rest at the end', () => {
  const pcm = noisePcm(3000)
  const blocks = fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(blocks, (lengths) => {
      const { packer, chunks, samples } = packing()
      for (const block of chunked(pcm16ToFloat(pcm), lengths)) packer.push(block)
      packer.flush()
      expect(samples()).toEqual([...pcm])
      expect(chunks.map(({ pcm }) => pcm?.length)).toEqual([960, 960, 960, 120])
      expect(chunks.map(({ last }) => last)).toEqual([false, false, false, true])
    }),
  )
})

it('gives as much sound as went in, from any rate', () => {
  for (const rateHz of [16_000, 44_100, 48_000]) {
    const { packer, samples } = packing(rateHz)
    for (const block of chunked(pcm16ToFloat(noisePcm(rateHz)), [128])) packer.push(block)
    packer.flush()
    expect(Math.abs(samples().length - 24_000)).toBeLessThanOrEqual(2)
  }
})

it('gives levels and no sound while muted, and nothing from before in the first chunk after', () => {
  const { packer, chunks } = packing()
  const half = new Float32Array(480).fill(0.5)
  const silence = new Float32Array(960)
  packer.push(half)
  packer.setMuted(true)
  packer.push(half)
  packer.push(half)
  packer.push(half)
  packer.setMuted(false)
  packer.push(silence)
  expect(chunks).toEqual([
    { pcm: null, rms: 0.5, last: false },
    { pcm: new Int16Array(960), rms: 0, last: false },
  ])
})
