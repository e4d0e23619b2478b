import { VOICE_RATE_HZ, floatToPcm16, msToSamples } from './pcm.ts'
import { Resampler } from './Resampler.ts'
import type { CapturedChunk } from './voiceMessages.ts'

/** Longest block that is worked on at once; render quanta are shorter. */
const BLOCK_SAMPLES = 1024

/** Makes chunks of 24 kHz PCM16 out of the blocks of a microphone at any rate. Runs in the audio thread. */
export class ChunkPacker {
  readonly #emit: (chunk: CapturedChunk) => void
  readonly #resampler: Resampler
  readonly #block: Float32Array
  readonly #chunk: Float32Array<ArrayBuffer>
  #filled = 0
  #muted = false

  constructor(rateHz: number, chunkMs: number, emit: (chunk: CapturedChunk) => void) {
    this.#emit = emit
    this.#resampler = new Resampler(rateHz, VOICE_RATE_HZ)
    this.#block = new Float32Array(this.#resampler.outputFor(BLOCK_SAMPLES))
    this.#chunk = new Float32Array(msToSamples(chunkMs, VOICE_RATE_HZ))
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
    this.#filled = 0
  }

  /** Gives what is left as the last chunk, which may be empty. */
  flush(): void {
    const rest = this.#resampler.flush()
    this.#collect(rest, rest.length)
    this.#send(true)
  }

  #collect(samples: Float32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      this.#chunk[this.#filled++] = samples[i]!
      if (this.#filled === this.#chunk.length) this.#send(false)
    }
  }

  #send(last: boolean): void {
    const samples = this.#chunk.subarray(0, this.#filled)
    let peak = 0
    let sum = 0
    for (const sample of samples) {
      peak = Math.max(peak, Math.abs(sample))
      sum += sample * sample
    }
    const rms = samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
    this.#filled = 0
    this.#emit({ pcm: this.#muted ? null : floatToPcm16(samples), peak, rms, last })
  }
}
