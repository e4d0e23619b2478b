import { msToSamples } from '../../audio/sound/pcm.ts'
import type { WireFormat } from './WireFormat.ts'

/** What is heard at once: all that a client sends as it records it. */
const AT_ONCE_MS = 10_000
const SLICE_MS = 1000

/** Sound from the wire, cut where it is so long that hearing it would hold up all others. */
export function slicesOf(bytes: Uint8Array, { bytesPerSample, rateHz }: WireFormat): Uint8Array[] {
  const bytesIn = (ms: number) => msToSamples(ms, rateHz) * bytesPerSample
  if (bytes.length <= bytesIn(AT_ONCE_MS)) return [bytes]
  const size = bytesIn(SLICE_MS)
  const count = Math.ceil(bytes.length / size)
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
}
