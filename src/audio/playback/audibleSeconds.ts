import { heardAtMs, type Clock } from './heardAtMs.ts'

/** The moment of a context's clock that reaches the ear now: behind it by the latency of the output, and never ahead. */
export function audibleSeconds(context: Clock & Pick<AudioContext, 'state'>): number {
  // What was rendered has been heard by now, and nothing follows.
  if (context.state !== 'running') return context.currentTime
  const seconds = (performance.now() - heardAtMs(context, 0)) / 1000
  return Math.min(context.currentTime, seconds)
}
