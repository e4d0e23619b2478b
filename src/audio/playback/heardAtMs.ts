/** An output is not further from the ear than that: wireless loudspeakers take 0.3 s. What claims more is broken. */
const FURTHEST_MS = 2000

/** What Firefox reports of its own output, measured: 38 to 48 ms. */
const FIREFOX_LATENCY_SECONDS = 0.04

export type Clock = Pick<AudioContext, 'currentTime' | 'baseLatency' | 'outputLatency'> &
  Partial<Pick<AudioContext, 'getOutputTimestamp'>>

/**
 * When a moment of a context's clock reaches the ear, on the clock of `performance.now()`.
 *
 * Browsers pair the two clocks at the device (`getOutputTimestamp`), so that the latency of the output is in it. Where
 * that is missing or answers nonsense (zeros before the device runs, a time ahead of the context's own), it is the
 * context's present moment, which moves in steps of a buffer, plus the latencies that the browser admits to. Firefox is
 * not asked.
 */
export function heardAtMs(context: Clock, atSeconds: number): number {
  const now = performance.now()
  // Firefox 153 over PulseAudio may wait for its own audio thread in both ways of asking, and never come back.
  if ('mozInnerScreenX' in globalThis)
    return now + (atSeconds - context.currentTime + FIREFOX_LATENCY_SECONDS) * 1000
  const { contextTime, performanceTime } = context.getOutputTimestamp?.() ?? {}
  if (contextTime && performanceTime) {
    const isSane =
      contextTime <= context.currentTime && Math.abs(performanceTime - now) < FURTHEST_MS
    if (isSane) return performanceTime + (atSeconds - contextTime) * 1000
  }
  const latencySeconds = (context.baseLatency || 0) + (context.outputLatency || 0)
  return now + (atSeconds - context.currentTime + latencySeconds) * 1000
}
