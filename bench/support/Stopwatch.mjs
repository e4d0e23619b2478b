import { monitorEventLoopDelay, performance, PerformanceObserver } from 'node:perf_hooks'
import { coreWait } from './coreWait.mjs'

const TICK_MS = 5
/** A gap that somebody may notice. */
const NOTABLE_MS = 50

/** What a process does to itself while it works: stalls of its event loop, collections, memory and CPU. */
export class Stopwatch {
  #waited = coreWait()
  #waitedBefore = this.#waited()
  #startedMs = performance.now()
  #cpu = process.cpuUsage()
  #delay = monitorEventLoopDelay({ resolution: 1 })
  #stalls = []
  #worstMs = 0
  #worstOwnMs = 0
  #collections = []
  #rss = 0
  #held = 0
  #timers = []
  #observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) this.#collections.push(duration)
  })

  constructor() {
    this.#delay.enable()
    this.#observer.observe({ entryTypes: ['gc'] })
    let last = performance.now()
    let lastWait = this.#waited()
    const tick = () => {
      const now = performance.now()
      const wait = this.#waited()
      this.#note(now - last - TICK_MS, wait - lastWait, last)
      last = now
      lastWait = wait
    }
    this.#timers = [setInterval(tick, TICK_MS), setInterval(() => this.#sample(), 200)]
  }

  /** A gap between two ticks, and how much of it the thread spent in the queue for a core. */
  #note(gapMs, waitMs, atMs) {
    const ownMs = gapMs - waitMs
    this.#worstMs = Math.max(this.#worstMs, gapMs)
    this.#worstOwnMs = Math.max(this.#worstOwnMs, ownMs)
    if (gapMs > NOTABLE_MS) this.#stalls.push({ gapMs, ownMs, atMs: atMs - this.#startedMs })
  }

  #sample() {
    const { rss, heapUsed, external } = process.memoryUsage()
    this.#rss = Math.max(this.#rss, rss)
    this.#held = Math.max(this.#held, heapUsed + external)
  }

  stop() {
    this.#timers.forEach((timer) => clearInterval(timer))
    this.#sample()
    this.#delay.disable()
    this.#observer.disconnect()
    const { user, system } = process.cpuUsage(this.#cpu)
    const tookMs = performance.now() - this.#startedMs
    return {
      tookMs,
      cores: (user + system) / 1000 / tookMs,
      waitingForCore: (this.#waited() - this.#waitedBefore) / tookMs,
      loopP99Ms: this.#delay.percentile(99) / 1e6,
      worstStallMs: this.#worstMs,
      worstOwnStallMs: this.#worstOwnMs,
      stalls: this.#stalls,
      collectionsMs: this.#collections.reduce((total, ms) => total + ms, 0),
      worstCollectionMs: Math.max(0, ...this.#collections),
      rssMb: this.#rss / 2 ** 20,
      heldMb: this.#held / 2 ** 20,
    }
  }
}
