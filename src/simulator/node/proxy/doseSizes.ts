import type { Doses, Stream } from './Doses.ts'

/** Bytes a millisecond, which are thousands of bytes a second; `Infinity` without a toxic. */
export const rateOf = (doses: Doses, stream: Stream): number =>
  Math.min(Infinity, ...doses.of(stream, 'bandwidth').map(({ rateKBps }) => rateKBps))

/** @param luck - -1 to 1: where in the jitter it lies. */
export const latencyMs = (doses: Doses, stream: Stream, luck: number): number =>
  doses
    .of(stream, 'latency')
    .reduce((total, { latencyMs: ms, jitterMs = 0 }) => total + ms + luck * jitterMs, 0)

/** The next piece, and the pause behind it. Of two slicers the first counts. */
export function sliceOf(doses: Doses, stream: Stream, random: () => number) {
  const [slicer] = doses.of(stream, 'slicer')
  if (!slicer) return { bytes: Infinity, gapMs: 0 }
  const { averageBytes, variationBytes = 0, delayUs = 0 } = slicer
  const bytes = Math.round(averageBytes + (random() * 2 - 1) * variationBytes)
  return { bytes: Math.max(1, bytes), gapMs: delayUs / 1000 }
}
