import { floatToPcm16, pcm16ToFloat } from './pcm.ts'
import { polyphaseFilter } from './polyphaseFilter.ts'

/** Room for new input beside what the filter remembers; longer input is worked off in pieces. */
const ROOM_SAMPLES = 1024

/**
 * Any rate to any rate, as a stream: the output is the same however the input is cut.
 *
 * Output sample n belongs to the moment n / `outputRateHz` of the input, so nothing is shifted; it comes when the filter
 * has seen enough of what follows (32 samples of the lower rate, 1.3 ms at 24 kHz). `flush` brings the rest at the end.
 * Equal rates pass through, bit for bit and at once.
 */
export class Resampler {
  /** Phases of the filter: so many output samples for every `#down` input samples. */
  readonly #up: number
  readonly #down: number
  readonly #taps: number
  readonly #filter: Float32Array
  readonly #samples: Float32Array
  #filled = 0
  /** Where in `#samples` the filter begins for the next output, and with which phase. */
  #at = 0
  #phase = 0

  /** Rates in whole hertz, above 0. */
  constructor(inputRateHz: number, outputRateHz: number) {
    const divisor = greatestCommonDivisor(inputRateHz, outputRateHz)
    this.#up = outputRateHz / divisor
    this.#down = inputRateHz / divisor
    const { taps, coefficients } = polyphaseFilter(this.#up, this.#down)
    this.#taps = taps
    this.#filter = coefficients
    this.#samples = new Float32Array(taps + ROOM_SAMPLES)
    this.reset()
  }

  get #passes(): boolean {
    return this.#up === this.#down
  }

  /** Forgets the stream, as if it were new. */
  reset(): void {
    // The first output looks at the first input in its middle; before that was silence.
    this.#filled = this.#passes ? 0 : this.#taps / 2 - 1
    this.#samples.fill(0)
    this.#at = 0
    this.#phase = 0
  }

  /** The most that `process` can write for so much input. */
  outputFor(inputSamples: number): number {
    return Math.ceil((inputSamples * this.#up) / this.#down) + 1
  }

  /** The least input after which `process` can write so many samples. */
  inputFor(outputSamples: number): number {
    if (this.#passes) return outputSamples
    const steps = Math.floor((this.#phase + (outputSamples - 1) * this.#down) / this.#up)
    return Math.max(0, this.#at + steps + this.#taps - this.#filled)
  }

  /**
   * Takes the first `inputSamples` of `input`, all by default, and answers how many samples it wrote to the beginning of
   * `output`. With room for fewer than {@link Resampler.outputFor} says, the rest comes with the next call; this must not
   * add up to more than a few samples.
   */
  process(input: Float32Array, output: Float32Array, inputSamples = input.length): number {
    if (this.#passes) {
      output.set(inputSamples === input.length ? input : input.subarray(0, inputSamples))
      return inputSamples
    }
    let written = 0
    let read = 0
    do {
      this.#dropOld()
      const count = Math.min(inputSamples - read, this.#samples.length - this.#filled)
      if (count === 0 && read < inputSamples) throw new RangeError('output is too short for input')
      for (let i = 0; i < count; i++) this.#samples[this.#filled + i] = input[read + i]!
      this.#filled += count
      read += count
      written = this.#filterInto(output, written)
    } while (read < inputSamples)
    return written
  }

  /** What the filter still holds when no more input comes. Then `reset`. */
  flush(): Float32Array<ArrayBuffer> {
    const silence = new Float32Array(this.#passes ? 0 : this.#taps / 2)
    return this.resample(silence)
  }

  /** As `process`, into an array of its own. */
  resample(input: Float32Array): Float32Array<ArrayBuffer> {
    const output = new Float32Array(this.outputFor(input.length))
    return output.slice(0, this.process(input, output))
  }

  resamplePcm16(input: Int16Array): Int16Array<ArrayBuffer> {
    if (this.#passes) return input.slice()
    return floatToPcm16(this.resample(pcm16ToFloat(input)))
  }

  #filterInto(output: Float32Array, from: number): number {
    let written = from
    while (this.#at + this.#taps <= this.#filled && written < output.length) {
      const offset = this.#phase * this.#taps
      let sum = 0
      for (let i = 0; i < this.#taps; i++)
        sum += this.#filter[offset + i]! * this.#samples[this.#at + i]!
      output[written++] = sum
      this.#phase += this.#down
      while (this.#phase >= this.#up) {
        this.#phase -= this.#up
        this.#at++
      }
    }
    return written
  }

  #dropOld(): void {
    this.#samples.copyWithin(0, this.#at, this.#filled)
    this.#filled -= this.#at
    this.#at = 0
  }
}

/** A whole recording at another rate: as long in time as it was, and not shifted. */
export function resampled(
  samples: Float32Array,
  inputRateHz: number,
  outputRateHz: number,
): Float32Array<ArrayBuffer> {
  const resampler = new Resampler(inputRateHz, outputRateHz)
  const body = resampler.resample(samples)
  const end = resampler.flush()
  const whole = new Float32Array(body.length + end.length)
  whole.set(body)
  whole.set(end, body.length)
  return whole.subarray(0, Math.ceil((samples.length * outputRateHz) / inputRateHz))
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b)
