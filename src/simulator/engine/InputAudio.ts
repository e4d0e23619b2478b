import { Refusal } from './Refusal.ts'
import { joinSamples, toMs, toSamples } from './wireAudio.ts'

/** More would fill the memory. The number is ours: the services were never seen to name one. */
const MOST_MINUTES = 15

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

  /** @throws Refusal when nobody commits what comes, or clears it. */
  assertRoomFor(ms: number): void {
    if (this.bufferedMs + ms <= MOST_MINUTES * 60_000) return
    const message = `Invalid 'audio': more than ${MOST_MINUTES} minutes of audio would be uncommitted. Commit or clear the input audio buffer first.`
    throw new Refusal('invalid_value', message, 'audio')
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
