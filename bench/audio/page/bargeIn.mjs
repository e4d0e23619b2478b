import { align } from './align.mjs'
import { openPlayer } from './players.mjs'
import { largestStep, tone } from './signals.mjs'
import { wait } from './tap.mjs'
import { openWallClock } from './wallClock.mjs'

const RATE_HZ = 24_000
const ANSWER = 6 * RATE_HZ
const DELTA = 2400
const PACE = 4
const STALL_MS = 700
const source = tone(ANSWER)
const LOUDEST = Math.max(...source.subarray(0, RATE_HZ)) / 32768

/** When the user talks over it: while it is generated, when it is complete, and when the line had stalled before. */
const SCENES = {
  normal: { cutAfterMs: 1100 },
  complete: { cutAfterMs: 2500 },
  stalled: { cutAfterMs: 1000, stallAt: RATE_HZ },
}

/** As a service sends; after a cut an app lets nothing of that answer through. */
async function feed(receivers, from, to, line) {
  const startMs = performance.now()
  for (let at = from; at < to; at += DELTA) {
    const dueMs = startMs + ((at - from) / RATE_HZ / PACE) * 1000
    if (dueMs > performance.now()) await wait(dueMs - performance.now())
    if (line.isCut) return
    for (const receiver of receivers) receiver.write(source.slice(at, at + DELTA))
  }
  if (to === ANSWER) for (const receiver of receivers) receiver.end()
}

/** What was heard around a cut, from what reached the loudspeaker. */
function judge({ from, samples }, cutFrame) {
  const { sourceEnd, heardEnd, tail } = align(source, samples)
  // To the very last of it: something may still come when it was silent for a while.
  const silent = samples.findLastIndex((sample) => Math.abs(sample) > 1 / 65_536) + 1
  const quiet = samples.findLastIndex((sample) => Math.abs(sample) > LOUDEST / 1000) + 1
  const cut = cutFrame - from
  const around = samples.subarray(Math.max(0, Math.min(cut, heardEnd) - 240))
  return {
    heardMs: ((sourceEnd + tail) / RATE_HZ) * 1000,
    silentAfterMs: ((silent - cut) / RATE_HZ) * 1000,
    quietAfterMs: ((quiet - cut) / RATE_HZ) * 1000,
    fadeMs: ((silent - heardEnd) / RATE_HZ) * 1000,
    step: largestStep(around) / (largestStep(source) / 32768),
  }
}

/** One answer, talked over. */
export async function bargeIn({ name, scene, silenceMs }, taps) {
  const { cutAfterMs, stallAt } = SCENES[scene]
  const player = await openPlayer(name, taps)
  const wallClock = name === 'ours' ? await openWallClock() : null
  const receivers = [
    { write: (pcm) => player.write('answer', pcm), end: () => player.end('answer') },
    ...(wallClock ? [wallClock] : []),
  ]
  const line = { isCut: false }
  try {
    await wait(200)
    player.tap.clear()
    if (stallAt !== undefined) {
      await feed(receivers, 0, stallAt, line)
      await wait((stallAt / RATE_HZ) * 1000 * (1 - 1 / PACE) + 100 + STALL_MS)
    }
    const fed = feed(receivers, stallAt ?? 0, ANSWER, line)
    await wait(cutAfterMs)
    line.isCut = true
    const frame = player.tap.frame()
    const guessMs = wallClock?.interrupt() ?? null
    const at = performance.now()
    const saidMs = await player.interrupt('answer')
    const ackMs = performance.now() - at
    await fed
    await wait(silenceMs)
    const truth = judge(player.tap.recording(), frame)
    const error = (ms) => (ms === null ? null : ms - truth.heardMs)
    return {
      ...truth,
      ackMs: saidMs === null ? null : ackMs,
      error: error(saidMs),
      wallClock: error(guessMs),
    }
  } finally {
    wallClock?.close()
    await player.close()
  }
}
