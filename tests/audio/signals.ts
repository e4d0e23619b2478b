/** Never zero, so that a lost sample cannot hide in silence, and the same in every run. */
export function noisePcm(length: number, seed = 1): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(length)
  let state = seed
  for (let i = 0; i < length; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    pcm[i] = state >> 16 || 1
  }
  return pcm
}

export const tonePcm = (length: number, hz = 440, amplitude = 0.5, rateHz = 24_000) =>
  Int16Array.from({ length }, (_, i) =>
    Math.round(32767 * amplitude * Math.sin((2 * Math.PI * hz * i) / rateHz)),
  )

/** Cuts into chunks of these lengths, over and over. */
export function chunked<T extends Int16Array | Float32Array>(
  samples: T,
  lengths: readonly number[],
): T[] {
  const chunks: T[] = []
  for (let at = 0, i = 0; at < samples.length; i++) {
    const length = lengths[i % lengths.length]!
    chunks.push(samples.slice(at, at + length) as T)
    at += length
  }
  return chunks
}

export const largestStep = (samples: ArrayLike<number>) => {
  let largest = 0
  for (let i = 1; i < samples.length; i++)
    largest = Math.max(largest, Math.abs(samples[i]! - samples[i - 1]!))
  return largest
}

/** How far all else is below a steady tone, of which there must be a whole number of periods. */
export function snrDb(pcm: ArrayLike<number>, hz: number, rateHz: number): number {
  const step = (2 * Math.PI * hz) / rateHz
  let [sine, cosine, power] = [0, 0, 0]
  for (let i = 0; i < pcm.length; i++) {
    sine += pcm[i]! * Math.sin(step * i)
    cosine += pcm[i]! * Math.cos(step * i)
    power += pcm[i]! ** 2
  }
  const tone = (2 * (sine ** 2 + cosine ** 2)) / pcm.length
  return 10 * Math.log10(tone / (power - tone))
}

/** Above a tone of half the full scale of PCM16. */
export function levelDb(pcm: ArrayLike<number>): number {
  let power = 0
  for (let i = 0; i < pcm.length; i++) power += pcm[i]! ** 2
  return 10 * Math.log10((2 * power) / pcm.length / 16_384 ** 2)
}
