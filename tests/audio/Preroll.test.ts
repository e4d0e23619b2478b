import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Preroll } from '../../src/audio/capture/Preroll.ts'

const RATE_HZ = 8000

it('keeps the last moments, sample for sample, however they come in and wherever it is asked from', () => {
  const chunk = fc.integer({ min: 0, max: 60 })
  const lengths = fc.array(chunk, { maxLength: 20 })
  fc.assert(
    fc.property(lengths, fc.integer({ min: 0, max: 5 }), fc.nat(300), (chunks, ms, back) => {
      const preroll = new Preroll(ms)
      const all: number[] = []
      for (const length of chunks) {
        const pcm = Int16Array.from({ length }, (_, i) => all.length + i + 1)
        all.push(...pcm)
        preroll.push(pcm, RATE_HZ)
      }
      const from = Math.max(0, all.length - back)
      const kept = (ms * RATE_HZ) / 1000
      expect([...preroll.since(from)]).toEqual(all.slice(Math.max(from, all.length - kept)))
    }),
  )
})

it('gives nothing from before it was told to forget', () => {
  const preroll = new Preroll(10)
  preroll.push(Int16Array.of(1, 2, 3), RATE_HZ)
  preroll.forget()
  preroll.push(Int16Array.of(4, 5), RATE_HZ)
  expect([...preroll.since(0)]).toEqual([4, 5])
})
