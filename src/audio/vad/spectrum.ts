const SIZE = 256
/** From one window to the next, in samples. */
export const HOP = 128
/** How many frequencies there are, 0 Hz to half the rate. */
export const BINS = SIZE / 2 + 1

/** Where sample `i` goes before the butterflies: its index with the bits turned round. */
const turned = (i: number) => {
  let index = 0
  for (let bit = 1; bit < SIZE; bit *= 2) index = index * 2 + (i & bit ? 1 : 0)
  return index
}

/**
 * How strong each of 129 frequencies is in a window of 256 samples.
 *
 * Two windows are done at a time, as the two parts of one complex transform. Nothing is allocated
 * after this call.
 */
export function createSpectrum() {
  const re = new Float64Array(SIZE)
  const im = new Float64Array(SIZE)
  const cos = Float64Array.from({ length: SIZE }, (_, i) => Math.cos((2 * Math.PI * i) / SIZE))
  const sin = Float64Array.from({ length: SIZE }, (_, i) => Math.sin((2 * Math.PI * i) / SIZE))
  const hann = cos.map((value) => (1 - value) / 2)
  const place = Uint8Array.from({ length: SIZE }, (_, i) => turned(i))

  function transform(): void {
    for (let half = 1; half < SIZE; half *= 2) {
      const stride = SIZE / (2 * half)
      for (let k = 0; k < half; k++) {
        const c = cos[k * stride]!
        const s = sin[k * stride]!
        for (let a = k; a < SIZE; a += 2 * half) {
          const b = a + half
          const x = re[b]! * c + im[b]! * s
          const y = im[b]! * c - re[b]! * s
          re[b] = re[a]! - x
          im[b] = im[a]! - y
          re[a] = re[a]! + x
          im[a] = im[a]! + y
        }
      }
    }
  }

  /** Reads the windows at `start` and one hop later; writes bin `i` to `output[4 * i + column]` and the place after it. */
  return (samples: Float32Array, start: number, output: Float64Array, column: number): void => {
    for (let i = 0; i < SIZE; i++) {
      re[place[i]!] = samples[start + i]! * hann[i]!
      im[place[i]!] = samples[start + HOP + i]! * hann[i]!
    }
    transform()
    for (let i = 0; i < BINS; i++) {
      const mirror = (SIZE - i) % SIZE
      const evenRe = re[i]! + re[mirror]!
      const evenIm = im[i]! + im[mirror]!
      const oddRe = re[i]! - re[mirror]!
      const oddIm = im[i]! - im[mirror]!
      output[4 * i + column] = Math.sqrt(evenRe * evenRe + oddIm * oddIm) / 2
      output[4 * i + column + 1] = Math.sqrt(evenIm * evenIm + oddRe * oddRe) / 2
    }
  }
}
