import { afterEach, expect, it, vi } from 'vitest'
import { CaptureEars, type Ear } from '../../src/audio/capture/CaptureEars.ts'
import type { CaptureListener } from '../../src/audio/MicrophoneSource.ts'

afterEach(() => void vi.unstubAllGlobals())

interface Piece {
  readonly rateHz: number | undefined
  /** The value of each sample: in these tests, the number of the chunk that it belongs to. */
  readonly pcm: number[]
}

/** A listener that remembers. */
function listener() {
  const pieces: Piece[] = []
  const hear: CaptureListener = (pcm, rateHz) => pieces.push({ rateHz, pcm: [...pcm] })
  return { hear, pieces }
}

function room(prerollMs = 300) {
  const all = new Set<Ear>()
  const ears = new CaptureEars(all, prerollMs)
  let said = 0
  /** Joins, and has had its preroll when this resolves. */
  async function join(hear: CaptureListener, rateHz?: number) {
    const ear: Ear = { listener: hear, rateHz }
    all.add(ear)
    ears.joined(ear)
    await Promise.resolve()
    return () => {
      all.delete(ear)
      ears.left(ear)
    }
  }
  /** The next chunks of 40 ms, at each of the rates. */
  function say(chunks: number, ratesHz: readonly number[] = [24_000]) {
    for (let i = 0; i < chunks; i++) {
      said++
      for (const rateHz of ratesHz) {
        const pcm = new Int16Array(rateHz * 0.04).fill(said)
        ears.deliver(pcm, { pcm, rateHz, ratesHz, rms: 1, last: false })
      }
    }
  }
  return { ears, join, say }
}

const chunk = (value: number, samples = 960) => Array.from({ length: samples }, () => value)

it('gives whoever joins the last 300 ms first, to the sample, and then what comes', async () => {
  const { join, say } = room()
  const { hear, pieces } = listener()
  say(10)
  await join(hear)
  say(1)
  expect(pieces).toEqual([
    {
      rateHz: 24_000,
      pcm: [
        chunk(3, 480),
        chunk(4),
        chunk(5),
        chunk(6),
        chunk(7),
        chunk(8),
        chunk(9),
        chunk(10),
      ].flat(),
    },
    { rateHz: 24_000, pcm: chunk(11) },
  ])
})

it('gives no more than there was, and nothing where none is wanted', async () => {
  const { join, say } = room()
  const { hear, pieces } = listener()
  await join(hear)
  expect(pieces).toEqual([])
  say(1)
  const late = listener()
  await join(late.hear)
  expect(late.pieces).toEqual([{ rateHz: 24_000, pcm: chunk(1) }])

  const without = room(0)
  without.say(3)
  const bare = listener()
  await without.join(bare.hear)
  without.say(1)
  expect(bare.pieces).toEqual([{ rateHz: 24_000, pcm: chunk(4) }])
})

it('gives nobody anything twice', async () => {
  const { join, say } = room()
  const { hear, pieces } = listener()
  say(1)
  const leave = await join(hear)
  say(1)
  leave()
  const leaveAgain = await join(hear)
  leaveAgain()
  say(2)
  await join(hear)
  say(1)
  expect(pieces.map(({ pcm }) => pcm)).toEqual([
    chunk(1),
    chunk(2),
    [chunk(3), chunk(4)].flat(),
    chunk(5),
  ])
})

it('gives nothing from before it was forgotten, and nothing to one that left at once', async () => {
  const { ears, join, say } = room()
  say(3)
  ears.forget()
  say(1)
  const { hear, pieces } = listener()
  await join(hear)
  expect(pieces.map(({ pcm }) => pcm)).toEqual([chunk(4)])
  const fickle = listener()
  const joined = join(fickle.hear)
  ears.forget()
  await joined
  expect(fickle.pieces).toEqual([])
})

it('gives each the rate that it asked for', async () => {
  const { ears, join, say } = room()
  const [voice, telephone, odd] = [listener(), listener(), listener()]
  expect(ears.ratesHz()).toEqual([24_000])
  await join(voice.hear)
  await join(telephone.hear, 8000)
  await join(odd.hear, 11_025)
  expect(ears.ratesHz()).toEqual([24_000, 8000])
  say(2, [24_000, 8000])
  expect(voice.pieces).toEqual([
    { rateHz: 24_000, pcm: chunk(1) },
    { rateHz: 24_000, pcm: chunk(2) },
  ])
  expect(odd.pieces).toEqual(voice.pieces)
  expect(telephone.pieces).toEqual([
    { rateHz: 8000, pcm: chunk(1, 320) },
    { rateHz: 8000, pcm: chunk(2, 320) },
  ])
})

it('hands on more than was asked for until the change has come through, and never less', async () => {
  const { join, say } = room()
  say(1)
  const telephone = listener()
  await join(telephone.hear, 8000)
  say(1)
  say(1, [8000])
  expect(telephone.pieces).toEqual([
    { rateHz: 24_000, pcm: chunk(1) },
    { rateHz: 24_000, pcm: chunk(2) },
    { rateHz: 8000, pcm: chunk(3, 320) },
  ])
  const voice = listener()
  await join(voice.hear)
  say(1, [8000])
  say(1, [24_000, 8000])
  expect(voice.pieces).toEqual([{ rateHz: 24_000, pcm: chunk(5) }])
})

it('gives each an array of its own, and goes on when one throws', async () => {
  const { join, say } = room()
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  await join(() => {
    throw new Error('bad listener')
  })
  await join((pcm) => pcm.fill(0))
  const { hear, pieces } = listener()
  await join(hear)
  await join((pcm) => pcm.fill(0))
  say(1)
  expect(pieces).toEqual([{ rateHz: 24_000, pcm: chunk(1) }])
  expect(reported).toHaveBeenCalledOnce()
  const late = listener()
  await join(late.hear)
  expect(late.pieces).toEqual([{ rateHz: 24_000, pcm: chunk(1) }])
})
