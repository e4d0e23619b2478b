import { PerformanceObserver } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { QUANTUM, RATE_HZ } from './webAudio.mjs'

const BUDGET_MS = (QUANTUM / RATE_HZ) * 1000
const DELTA_SAMPLES = 2400
const DELTA_MS = 100
const ANSWER_MS = 20_000
const PAUSE_MS = 2000
const CUT_AFTER_MS = 9000

/** Answers of 20 s at four times real time, every second one talked over, with pauses of 2 s. */
function* schedule(minutes, pace) {
  let atMs = 0
  for (let answer = 0; atMs < minutes * 60_000; answer++) {
    const isCut = answer % 2 === 1
    for (let sentMs = 0; sentMs < ANSWER_MS; sentMs += DELTA_MS)
      yield { atMs: atMs + sentMs / pace, type: 'delta' }
    yield { atMs: atMs + ANSWER_MS / pace, type: 'end' }
    if (isCut) yield { atMs: atMs + CUT_AFTER_MS, type: 'cut' }
    atMs += (isCut ? CUT_AFTER_MS : ANSWER_MS) + PAUSE_MS
  }
}

async function heldBytes() {
  for (let i = 0; i < 5; i++) {
    globalThis.gc()
    await nextTurn()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Tells whether a collection of garbage fell into a span. Ask when all is over: they are told late. */
function watchCollections() {
  const spans = []
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      spans.push([startTime, startTime + duration])
  })
  observer.observe({ entryTypes: ['gc'] })
  return (from, to) => spans.some(([start, end]) => start < to && end > from)
}

/** A whole conversation, rendered as fast as it goes: what it costs, and what is left of it. */
export async function talk(openPlayer, waitedMs, { minutes, pace }) {
  const player = await openPlayer()
  const events = [...schedule(minutes, pace)].sort((a, b) => a.atMs - b.atMs)
  // What the first seconds leave behind is compiled code.
  for (let i = 0; i < 400; i++) player.render()
  const before = await heldBytes()
  const total = (minutes * 60 * RATE_HZ) / QUANTUM
  let next = 0
  const slow = []
  const isCollection = watchCollections()
  let cuts = 0
  let busyMs = 0
  for (let quantum = 0; quantum < total; quantum++) {
    const nowMs = quantum * BUDGET_MS
    for (; next < events.length && events[next].atMs <= nowMs; next++) {
      const { type } = events[next]
      if (type === 'delta') player.write(new Int16Array(DELTA_SAMPLES).fill(1000))
      else if (type === 'end') player.end()
      else {
        player.interrupt()
        cuts++
      }
      player.deliver()
      await nextTurn()
    }
    const waitedBefore = waitedMs()
    const at = performance.now()
    player.render()
    // The time in which somebody else had the core is not its own.
    const tookMs = performance.now() - at - (waitedMs() - waitedBefore)
    busyMs += Math.max(0, tookMs)
    if (tookMs > BUDGET_MS) slow.push([at, at + tookMs])
    player.deliver()
  }
  const keptMb = ((await heldBytes()) - before) / 2 ** 20
  player.close()
  const collected = slow.filter(([from, to]) => isCollection(from, to)).length
  return {
    over: slow.length - collected,
    collected,
    cuts,
    keptMb,
    sharePercent: (busyMs / (minutes * 60_000)) * 100,
  }
}
