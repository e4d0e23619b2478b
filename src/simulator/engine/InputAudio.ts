import { joinSamples, toMs, toSamples } from './wireAudio.ts'

/**
 * What the client appended and nobody committed yet, at 24 kHz.
 *
 * Places are samples since the session began: the clock of `audio_start_ms`, which counts audio and not time.
 */
export class InputAudio {
  #chunks: Int16Array[] = []
  #samples = 0
  #received = 0

  /** All audio of this session, in samples. */
  get received(): number {
    return this.#received
  }

  get bufferedMs(): number {
    return toMs(this.#samples)
  }

  append(samples: Int16Array): void {
    if (samples.length === 0) return
    this.#chunks.push(samples)
    this.#samples += samples.length
    this.#received += samples.length
  }

  /** Takes everything out. */
  takeAll(): Int16Array {
    return this.takeTurn(0, this.#received)
  }

  /** Takes out a turn, by its samples; what came before it is dropped, what came after stays. */
  takeTurn(from: number, to: number): Int16Array {
    const begin = this.#received - this.#samples
    const all = joinSamples(this.#chunks)
    const end = Math.max(0, to - begin)
    const rest = all.subarray(end)
    this.#chunks = rest.length > 0 ? [rest] : []
    this.#samples = rest.length
    return all.slice(Math.max(0, from - begin), end)
  }

  clear(): void {
    this.#chunks = []
    this.#samples = 0
  }

  /** Forgets what is older, by whole chunks: while nobody speaks, only the padding of the next turn is of use. */
  keepLast(ms: number): void {
    for (let first = this.#chunks[0]; first; first = this.#chunks[0]) {
      if (this.#samples - first.length < toSamples(ms)) return
      this.#chunks.shift()
      this.#samples -= first.length
    }
  }
}
