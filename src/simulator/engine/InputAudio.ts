import { bytesToPcm16 } from '../../audio/pcm.ts'
import { joinSamples, toMs, toSamples } from './wireAudio.ts'

/**
 * What the client appended and nobody committed yet.
 *
 * Places are samples since the session began: the clock of `audio_start_ms`, which counts audio and not time.
 */
export class InputAudio {
  #chunks: Int16Array[] = []
  #samples = 0
  #received = 0
  #odd: number | null = null

  /** All audio of this session, in samples. */
  get received(): number {
    return this.#received
  }

  get bufferedMs(): number {
    return toMs(this.#samples)
  }

  /** @returns The samples that this chunk completes: a sample may be cut in two. */
  append(bytes: Uint8Array): Int16Array {
    const whole = new Uint8Array(bytes.length + (this.#odd === null ? 0 : 1))
    whole.set(bytes, whole.length - bytes.length)
    if (this.#odd !== null) whole[0] = this.#odd
    this.#odd = whole.length % 2 === 1 ? whole[whole.length - 1]! : null
    const samples = bytesToPcm16(whole)
    if (samples.length === 0) return samples
    this.#chunks.push(samples)
    this.#samples += samples.length
    this.#received += samples.length
    return samples
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
    this.#odd = null
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
