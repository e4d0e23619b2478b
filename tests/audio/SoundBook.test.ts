import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PlaybackQueue } from '../../src/audio/worklet/PlaybackQueue.ts'
import { floatToPcm16 } from '../../src/audio/sound/pcm.ts'
import { PlaybackPort } from '../../src/audio/worklet/PlaybackPort.ts'
import { SoundBook } from '../../src/audio/playback/SoundBook.ts'
import { chunked, noisePcm } from './signals.ts'

/** Outputs one after the other, each with a clock of its own, that report to a book as the worklet does. */
function outputsOf(book: SoundBook) {
  const rendered: number[] = []
  let queue: PlaybackQueue
  let [pulled, counted] = [0, 0]
  const seconds = (samples: number) => samples / 24_000

  function open() {
    ;[pulled, counted] = [0, 0]
    queue = new PlaybackQueue(
      ({ type, itemId }, at) => {
        if (type === 'started') book.started(itemId, seconds(pulled + at))
        else if (type === 'underrun') book.underrun(itemId, seconds(pulled + counted))
        else book.forget(itemId)
      },
      { jitterMs: 0 },
    )
    for (const command of book.commands()) {
      if (command.type === 'audio') queue.push(command.itemId, command.samples)
      else if (command.type === 'end') queue.end(command.itemId)
    }
  }
  open()
  return {
    rendered,
    open,
    push: (itemId: string, samples: Int16Array) => queue.push(itemId, samples),
    get nowSeconds() {
      return seconds(pulled)
    },
    pull(length: number) {
      const block = new Float32Array(length)
      counted = length
      const audible = queue.pull(block)
      pulled += length
      rendered.push(...floatToPcm16(block.subarray(0, audible)))
    },
    report() {
      const at = queue.position()
      if (at) book.report(at.itemId, at.playedSamples, seconds(pulled))
    },
  }
}

const chunkLengths = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 })
const steps = fc.array(
  fc.record({
    pull: fc.integer({ min: 1, max: 900 }),
    isReported: fc.boolean(),
    isLost: fc.boolean(),
  }),
  { maxLength: 30 },
)

it('goes on at the same sample in the next output, whenever one is lost', () => {
  fc.assert(
    fc.property(fc.array(chunkLengths, { minLength: 1, maxLength: 4 }), steps, (items, moves) => {
      const book = new SoundBook()
      const all: number[] = []
      items.forEach((lengths, i) => {
        const pcm = noisePcm(
          lengths.reduce((sum, length) => sum + length, 0),
          i + 1,
        )
        all.push(...pcm)
        for (const chunk of chunked(pcm, lengths)) book.receive(`${i}`, 0, chunk)
        book.end(`${i}`)
      })
      const outputs = outputsOf(book)
      for (const { pull, isReported, isLost } of moves) {
        outputs.pull(pull)
        if (isReported) outputs.report()
        if (!isLost) continue
        book.leave(outputs.nowSeconds)
        outputs.open()
      }
      outputs.pull(all.length + 1)
      expect(outputs.rendered).toEqual(all)
      expect(book.itemIds).toEqual([])
    }),
  )
})

it('takes what an output answers for the truth, and counts on from the one before', () => {
  const book = new SoundBook()
  book.receive('a', 1, noisePcm(2400))
  book.receive('b', 0, noisePcm(2400))
  book.started('a', 1)
  book.report('a', 480, 1.02)
  book.leave(1.03)
  const counts = [{ itemId: 'a', playedSamples: 240, receivedSamples: 1680 }]
  expect(book.settle(counts, 9)).toEqual([
    { itemId: 'a', contentIndex: 1, heardMs: 40, receivedMs: 100 },
    // It is over, or the output would know it.
    { itemId: 'b', contentIndex: 0, heardMs: 100, receivedMs: 100 },
  ])
})

it('estimates by the clock of the output where it says nothing, and never more than has come', () => {
  const book = new SoundBook()
  book.receive('a', 0, noisePcm(2400))
  book.started('a', 1)
  book.report('a', 240, 1.01)
  const heardMs = (seconds: number) => book.settle(null, seconds)[0]?.heardMs
  expect([heardMs(1.01), heardMs(1.06), heardMs(7)]).toEqual([10, 60, 100])
})

it('stands still while there is nothing to play, and after that', () => {
  const book = new SoundBook()
  book.receive('a', 0, noisePcm(2400))
  book.started('a', 1)
  book.underrun('a', 1.1)
  book.receive('a', 0, noisePcm(24_000))
  expect(book.settle(null, 1.8)[0]?.heardMs).toBe(100)
  book.report('a', 2400, 1.82)
  expect(book.settle(null, 1.86)[0]?.heardMs).toBe(100)
  book.report('a', 3600, 1.9)
  expect(book.settle(null, 1.92)[0]?.heardMs).toBe(170)
})

it('goes on with sound that goes on, at the ear too, which hears it later', () => {
  const book = new SoundBook()
  book.receive('a', 0, noisePcm(2400))
  book.started('a', 1)
  book.underrun('a', 1.1)
  book.receive('a', 0, noisePcm(24_000))
  const heardMs = (seconds: number) => book.heardAt(seconds)?.heardMs
  book.report('a', 2400, 1.35)
  expect([1.05, 1.1, 1.3, 1.5].map(heardMs)).toEqual([50, 100, 100, 100])
  // The first block after half a second of silence.
  book.report('a', 2400 + 120, 1.605)
  expect([1.605, 1.7].map(heardMs)).toEqual([105, 200])
  // Still before the silence, in it, and right after it.
  expect([1.05, 1.1, 1.3, 1.6, 1.603].map(heardMs)).toEqual([50, 100, 100, 100, 103])
  book.report('a', 2400 + 6120, 1.855)
  expect([1.3, 1.6, 1.7].map(heardMs)).toEqual([100, 100, 200])
  book.underrun('a', 1.9)
  expect([1.5, 1.7, 3].map(heardMs)).toEqual([100, 200, 400])
})

it('says what the ear hears now, which is behind what is rendered and never before the start', () => {
  const book = new SoundBook()
  expect(book.heardAt(1)).toBe(null)
  book.receive('a', 0, noisePcm(2400))
  book.started('a', 1)
  book.report('a', 1200, 1.05)
  expect(book.heardAt(1.02)).toEqual({ itemId: 'a', contentIndex: 0, heardMs: 20, receivedMs: 100 })
  expect(book.heardAt(0.9)?.heardMs).toBe(0)
})

it('does not take an item for over that had to wait for more while another was played', () => {
  const book = new SoundBook()
  book.receive('a', 0, noisePcm(2400))
  book.started('a', 1)
  book.underrun('a', 1.1)
  book.receive('b', 0, noisePcm(2400))
  book.started('b', 2)
  book.receive('a', 0, noisePcm(2400))
  expect(book.settle(null, 2.05).map(({ itemId, heardMs }) => [itemId, heardMs])).toEqual([
    ['a', 100],
    ['b', 50],
  ])
})

it('plays nothing of what was given up, and remembers how much of it was heard', () => {
  const book = new SoundBook()
  book.receive('a', 0, noisePcm(2400))
  book.receive('b', 0, noisePcm(2400))
  book.started('a', 1)
  book.giveUp('a', 1.025)
  book.receive('a', 0, noisePcm(2400))
  expect(
    book.commands().map(({ type, ...command }) => [type, 'itemId' in command && command.itemId]),
  ).toEqual([
    ['audio', 'b'],
    ['audio', 'b'],
  ])
  const heard = { itemId: 'a', contentIndex: 0, heardMs: 25, receivedMs: 200 }
  expect(book.heardOfGivenUp('a')).toEqual(heard)
  expect(book.settle(null, 5)[0]).toEqual(heard)
})

it.each([24_000, 44_100, 48_000])('follows a worklet at %i Hz through an underrun', (rateHz) => {
  const book = new SoundBook()
  const port = new PlaybackPort(
    (report) => {
      if (report.type === 'position')
        book.report(report.itemId, report.playedSamples, report.atSeconds)
      else if (report.type === 'started') book.started(report.itemId, report.atSeconds)
      else if (report.type === 'underrun') book.underrun(report.itemId, report.atSeconds)
    },
    rateHz,
    0,
    { jitterMs: 0 },
  )
  const block = new Float32Array(128)
  let frames = 0
  const render = (blocks: number) => {
    for (let i = 0; i < blocks; i++, frames += 128) port.render(block, frames / rateHz)
  }
  const play = (samples: Int16Array<ArrayBuffer>) => {
    book.receive('a', 0, samples)
    port.obey({ type: 'audio', itemId: 'a', samples })
  }
  // A filter delays what was counted by a millisecond.
  const wrongMs = (heardMs: number) =>
    Math.abs(heardMs - (book.heardAt(frames / rateHz)?.heardMs ?? NaN))
  play(noisePcm(7200))
  render(rateHz / 400)
  for (let blocks = 0; blocks < 200; blocks++) {
    expect(wrongMs(300)).toBeLessThanOrEqual(1)
    render(1)
  }
  play(noisePcm(24_000))
  const fromFrames = frames
  for (let blocks = 1; blocks < 150; blocks++) {
    render(1)
    expect(wrongMs(300 + ((frames - fromFrames) / rateHz) * 1000)).toBeLessThanOrEqual(2.5)
  }
})

it('does not take words back that were heard, when an item goes on after another one', () => {
  const book = new SoundBook()
  const port = new PlaybackPort(
    (report) => {
      if (report.type === 'started') book.started(report.itemId, report.atSeconds)
      else if (report.type === 'position')
        book.report(report.itemId, report.playedSamples, report.atSeconds)
    },
    24_000,
    0,
    { jitterMs: 0 },
  )
  let rendered = 0
  const render = (samples: number) => {
    for (const end = rendered + samples; rendered < end; rendered += 128)
      port.render(new Float32Array(128), rendered / 24_000)
  }
  const push = (itemId: string, samples: Int16Array) => {
    port.obey({ type: 'audio', itemId, samples: book.receive(itemId, 0, samples) })
  }
  push('a', noisePcm(2560))
  push('b', noisePcm(1280))
  render(2560 + 128)
  push('a', noisePcm(12_800))
  render(1280)
  // The ear is 100 ms behind, in what came of a at first.
  const LATENCY_SAMPLES = 2400
  const heardMs: number[] = []
  for (let i = 0; i < 40; i++) {
    const at = book.heardAt((rendered - LATENCY_SAMPLES) / 24_000)
    if (at?.itemId === 'a') heardMs.push(at.heardMs)
    render(128)
  }
  expect(heardMs[0]).toBeGreaterThanOrEqual(106)
  expect(heardMs).toEqual([...heardMs].sort((x, y) => x - y))
  expect(heardMs.at(-1)).toBeGreaterThan(200)
})

it('counts nothing as heard that was on its way when another item began', () => {
  const book = new SoundBook()
  book.receive('a', 0, noisePcm(1280))
  book.started('a', 0)
  // The page has it, and the audio thread has not: it goes over to the next item.
  book.receive('a', 0, noisePcm(12_000))
  book.receive('b', 0, noisePcm(1280))
  book.started('b', 1280 / 24_000)
  book.report('a', 1408, 2688 / 24_000)
  expect(book.heardAt(2688 / 24_000)).toMatchObject({ itemId: 'a', heardMs: 58 })
  expect(book.heardAt(0)?.heardMs).toBe(58)
  expect(book.heardAt(5088 / 24_000)?.heardMs).toBe(158)
})
