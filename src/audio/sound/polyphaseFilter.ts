/** Taps of each phase, at the lower of the two rates: how steep the filter is. */
const TAPS = 64
/** What must not get through is at least this far down; the window's shape follows from it (Kaiser's formulas). */
const STOPBAND_DB = 96

export interface PolyphaseFilter {
  /** Of one phase. Even. */
  readonly taps: number
  /** Phase after phase, each in the order of the samples, and each adding up to 1. */
  readonly coefficients: Float32Array
}

/**
 * A low-pass filter between two rates that stand as `up` to `down`, cut into `up` phases.
 *
 * What the lower rate cannot carry is gone before it could fold back; speech below 0.4 of the lower rate is untouched.
 */
export function polyphaseFilter(up: number, down: number): PolyphaseFilter {
  const taps = 2 * Math.ceil((TAPS / 2) * Math.max(1, down / up))
  const beta = 0.1102 * (STOPBAND_DB - 8.7)
  const transition = (STOPBAND_DB - 7.95) / (14.36 * TAPS)
  // In parts of the input rate, with the end of the transition at half the lower rate.
  const cutoff = (0.5 - transition / 2) * Math.min(1, up / down)
  const half = taps / 2
  const coefficients = new Float32Array(up * taps)
  for (let phase = 0; phase < up; phase++) {
    const values = new Float64Array(taps)
    let sum = 0
    for (let i = 0; i < taps; i++) {
      const distance = i - (half - 1) - phase / up
      const value = sinc(2 * cutoff * distance) * kaiser(distance / half, beta)
      values[i] = value
      sum += value
    }
    for (let i = 0; i < taps; i++) coefficients[phase * taps + i] = values[i]! / sum
  }
  return { taps, coefficients }
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** Not scaled: every phase is brought to a sum of 1 anyway. */
const kaiser = (x: number, beta: number) => bessel(beta * Math.sqrt(Math.max(0, 1 - x * x)))

/** The modified Bessel function of order 0, by its power series. */
function bessel(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
