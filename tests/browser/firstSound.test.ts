import { expect, it, onTestFinished } from 'vitest'
import { AudioPlayer, type AudioPlayerOptions } from '../../src/audio/AudioPlayer.ts'
import { noisePcm } from '../audio/signals.ts'
import { block, tapOutput, wait } from './audioTap.ts'

async function startedPlayer(options?: AudioPlayerOptions) {
  const tap = tapOutput()
  const player = new AudioPlayer(options)
  onTestFinished(() => player.stop())
  const started: { readonly itemId: string; readonly atMs: number; readonly toldMs: number }[] = []
  player.listen({
    started: (itemId, atMs = NaN) => started.push({ itemId, atMs, toldMs: performance.now() }),
    drained: () => {},
  })
  await player.start()
  await tap.ready()
  return { player, tap, started }
}

/** When the context's clock was at its zero, on the page's: the least of many looks, because that clock moves in steps. */
async function zeroMs(context: AudioContext): Promise<number> {
  let least = Infinity
  const until = performance.now() + 500
  while (performance.now() < until) {
    for (let i = 0; i < 20; i++)
      least = Math.min(least, performance.now() - context.currentTime * 1000)
    await wait(1)
  }
  return least
}

/** A context of one rate, whose browser may not know when its sound reaches the device. */
const contextOf = (rateHz: number, isPaired: boolean) =>
  class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super({ ...options, sampleRate: rateHz })
    }
    override getOutputTimestamp(): AudioTimestamp {
      return isPaired ? super.getOutputTimestamp() : {}
    }
  }

// The two clocks are compared by looking at them, on a machine that may be busy with something else: once in three is enough.
it.each([
  [24_000, true],
  [48_000, true],
  [24_000, false],
])(
  'says when the first sample reaches the ear, to 15 ms, at %d Hz and with a pair of clocks: %s',
  { retry: 2 },
  async (rateHz, isPaired) => {
    const { player, tap, started } = await startedPlayer({
      AudioContext: contextOf(rateHz, isPaired),
    })
    await wait(200)
    player.play('a', 0, noisePcm(12_000))
    await expect.poll(() => started.length).toBe(1)
    await expect.poll(() => tap.firstSoundSeconds()).not.toBeNull()
    const context = tap.context()
    const renderedMs = (await zeroMs(context)) + (tap.firstSoundSeconds() ?? NaN) * 1000
    const latencyMs = (context.baseLatency + context.outputLatency) * 1000
    expect(Math.abs((started[0]?.atMs ?? NaN) - renderedMs - latencyMs)).toBeLessThan(15)
  },
)

// The page has to be kept busy before it hears of it, which a busy machine may not manage.
it('says so also when the page hears of it late', { retry: 2 }, async () => {
  const { player, started } = await startedPlayer()
  await wait(200)
  player.play('a', 0, noisePcm(24_000))
  const playedMs = performance.now()
  // The worklet gets it at the next turn of this thread.
  await wait(0)
  block(600)
  await expect.poll(() => started.length).toBe(1)
  const [{ atMs, toldMs } = { atMs: NaN, toldMs: NaN }] = started
  expect(toldMs).toBeGreaterThan(playedMs + 500)
  expect(atMs).toBeGreaterThan(playedMs)
  expect(atMs).toBeLessThan(playedMs + 400)
})

it('tells two items apart by the time between them', async () => {
  const { player, started } = await startedPlayer()
  await wait(200)
  player.play('a', 0, noisePcm(4800))
  player.play('b', 0, noisePcm(4800))
  await expect.poll(() => started.map(({ itemId }) => itemId)).toEqual(['a', 'b'])
  const [a, b] = started
  // 200 ms of the first one; how exactly, depends on how often the device tells its time.
  expect(Math.abs((b?.atMs ?? NaN) - (a?.atMs ?? NaN) - 200)).toBeLessThan(15)
})
