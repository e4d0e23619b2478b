import { fourToFour, fourToTwo, toOne, type Take } from './layers.ts'
import { Lstm } from './Lstm.ts'
import { BINS, createSpectrum, HOP } from './spectrum.ts'
import type { VoiceDetector } from './VoiceDetector.ts'

const FRAME = 512
/** The end of the frame before; without it the answers look right and are not. */
const CONTEXT = 64
/** Mirrored samples after the frame. */
const TAIL = 64
const UNITS = 128

/** How many numbers {@link Silero} wants. */
export const SILERO_WEIGHTS = 223_105

/**
 * Silero VAD v6 at 16 kHz, in plain arithmetic.
 *
 * One frame is: the spectrum of four windows, four convolutions that leave one column of them, a
 * layer that remembers the frames before, and a weighted sum.
 */
export class Silero implements VoiceDetector {
  readonly frameSamples = FRAME
  readonly #spectrum = createSpectrum()
  readonly #encoder
  readonly #lstm: Lstm
  readonly #weights: Float64Array
  readonly #bias: Float64Array
  readonly #samples = new Float32Array(CONTEXT + FRAME + TAIL)
  readonly #even = new Float64Array(4 * BINS)
  readonly #odd = new Float64Array(4 * UNITS)

  /** @param weights - From `loadWeights()`. Only read, so detectors may share them. */
  constructor(weights: Float64Array) {
    if (weights.length !== SILERO_WEIGHTS)
      throw new RangeError(`${SILERO_WEIGHTS} weights are wanted, not ${weights.length}`)
    let at = 0
    const take: Take = (count) => weights.subarray(at, (at += count))
    this.#encoder = [
      fourToFour(take, BINS, 128),
      fourToTwo(take, 128, 64),
      toOne(take, 2 * 64, 64),
      toOne(take, 64, UNITS),
    ]
    this.#lstm = new Lstm(take, UNITS)
    this.#weights = take(UNITS)
    this.#bias = take(1)
  }

  probability(frame: Float32Array): number {
    if (frame.length !== FRAME)
      throw new RangeError(`a frame has ${FRAME} samples, not ${frame.length}`)
    const samples = this.#samples
    samples.copyWithin(0, FRAME, FRAME + CONTEXT)
    samples.set(frame, CONTEXT)
    for (let i = 0; i < TAIL; i++) samples[CONTEXT + FRAME + i] = samples[CONTEXT + FRAME - 2 - i]!

    let input = this.#even
    let output = this.#odd
    this.#spectrum(samples, 0, input, 0)
    this.#spectrum(samples, 2 * HOP, input, 2)
    for (const layer of this.#encoder) {
      layer(input, output)
      ;[input, output] = [output, input]
    }
    this.#lstm.step(input)

    let sum = this.#bias[0]!
    const said = this.#lstm.output
    for (let i = 0; i < UNITS; i++) sum += this.#weights[i]! * Math.max(0, said[i]!)
    return 1 / (1 + Math.exp(-sum))
  }

  reset(): void {
    this.#samples.fill(0)
    this.#lstm.reset()
  }
}
