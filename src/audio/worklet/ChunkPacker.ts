import { msToSamples } from '../sound/pcm.ts'
import { Resampler } from '../sound/Resampler.ts'

/** Longest block that is worked on at once; render quanta are shorter. */
const BLOCK_SAMPLES = 1024

/** One chunk of one rate. */
export interface PackedChunk {
  /** Whoever gets it may transfer it. `null` while muted. */
  readonly pcm: Int16Array<ArrayBuffer> | null
  /** Root mean square, 0 to 1. */
  readonly rms: number
  readonly last: boolean
}

/**
 * Makes chunks of PCM16 out of the blocks of a microphone, from any rate to any. Runs in the audio thread, where nothing
 * but the chunk that is handed over is allocated.
 */
export class ChunkPacker {
  readonly #emit: (chunk: PackedChunk) => void
  readonly #resampler: Resampler
  readonly #block: Float32Array
  readonly #samples: number
  #pcm: Int16Array<ArrayBuffer>
  #filled = 0
  #energy = 0
  #muted = false

  constructor(
    inputRateHz: number,
    outputRateHz: number,
    chunkMs: number,
    emit: (chunk: PackedChunk) => void,
  ) {
    this.#emit = emit
    this.#resampler = new Resampler(inputRateHz, outputRateHz)
    this.#block = new Float32Array(this.#resampler.outputFor(BLOCK_SAMPLES))
    this.#samples = msToSamples(chunkMs, outputRateHz)
    this.#pcm = new Int16Array(this.#samples)
  }

  push(input: Float32Array): void {
    for (let at = 0; at < input.length; at += BLOCK_SAMPLES) {
      const whole = input.length <= BLOCK_SAMPLES
      const part = whole ? input : input.subarray(at, at + BLOCK_SAMPLES)
      this.#collect(this.#block, this.#resampler.process(part, this.#block))
    }
  }

  /** Levels go on. What was collected before is dropped, so that no chunk reaches over the edge. */
  setMuted(muted: boolean): void {
    this.#muted = muted
    this.#begin()
  }

  /** Gives what there is of a chunk now, if anything, and goes on. */
  cut(): void {
    if (this.#filled > 0) this.#send(false)
  }

  /** Gives what the filter held back, so that nothing is missing where the stream ends. */
  end(): void {
    const rest = this.#resampler.flush()
    this.#collect(rest, rest.length)
  }

  /** Gives what is left as the last chunk, which may be empty. */
  flush(): void {
    this.end()
    this.#send(true)
  }

  #collect(samples: Float32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const sample = samples[i]!
      // What is not a number is no level either.
      this.#energy += sample * sample || 0
      const step = Math.round(sample * 32768)
      this.#pcm[this.#filled++] = step > 32767 ? 32767 : step < -32768 ? -32768 : step
      if (this.#filled === this.#samples) this.#send(false)
    }
  }

  #send(last: boolean): void {
    const count = this.#filled
    const rms = count === 0 ? 0 : Math.sqrt(this.#energy / count)
    let pcm: Int16Array<ArrayBuffer> | null = null
    if (!this.#muted && count === this.#samples) {
      pcm = this.#pcm
      this.#pcm = new Int16Array(count)
    } else if (!this.#muted) pcm = this.#pcm.slice(0, count)
    this.#begin()
    this.#emit({ pcm, rms, last })
  }

  #begin(): void {
    this.#filled = 0
    this.#energy = 0
  }
}
