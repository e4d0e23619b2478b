/** How far the step moves after a code of this size: small differences shrink it, large ones widen it. */
const MOVES = [-1, -1, -1, -1, 2, 4, 6, 8]

/** Each a tenth wider than the one before, from 7 to 32,767. */
const STEPS = stepsUpTo(32_767)

function stepsUpTo(last: number): Int32Array {
  const steps: number[] = []
  for (let step = 7; step < last; step *= 1.1) steps.push(Math.floor(step))
  return Int32Array.from([...steps, last])
}

/** Guesses the next sample from the codes so far. The coder runs the same one, so their errors do not add up. */
class Predictor {
  #sample = 0
  #width = 0

  get sample(): number {
    return this.#sample
  }

  /** The nearest of the sixteen differences that can be said now: a sign and three bits. */
  codeFor(sample: number): number {
    const difference = sample - this.#sample
    const size = Math.floor((Math.abs(difference) * 4) / this.#step)
    return (difference < 0 ? 8 : 0) | Math.min(7, size)
  }

  take(code: number): void {
    const size = code & 7
    // The middle of what this code stands for.
    const difference = ((2 * size + 1) * this.#step) >> 3
    const sample = this.#sample + (code & 8 ? -difference : difference)
    this.#sample = Math.max(-32_768, Math.min(32_767, sample))
    this.#width = Math.max(0, Math.min(STEPS.length - 1, this.#width + MOVES[size]!))
  }

  get #step(): number {
    return STEPS[this.#width]!
  }
}

/**
 * Four bits a sample, about 25 dB over its own noise for speech: a quarter of PCM16.
 *
 * Works as IMA ADPCM does, with steps of its own, so no other program reads it.
 */
export function encodeAdpcm(pcm: Int16Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((pcm.length + 1) >> 1)
  const predictor = new Predictor()
  for (let i = 0; i < 2 * bytes.length; i++) {
    const code = predictor.codeFor(pcm[i] ?? 0)
    predictor.take(code)
    bytes[i >> 1]! |= i % 2 === 0 ? code : code << 4
  }
  return bytes
}

/** Always an even number of samples: one more than was encoded when that was odd. */
export function decodeAdpcm(bytes: Uint8Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(2 * bytes.length)
  const predictor = new Predictor()
  for (let i = 0; i < pcm.length; i++) {
    predictor.take(i % 2 === 0 ? bytes[i >> 1]! & 15 : bytes[i >> 1]! >> 4)
    pcm[i] = predictor.sample
  }
  return pcm
}
