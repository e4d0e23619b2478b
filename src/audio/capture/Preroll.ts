import { msToSamples } from '../sound/pcm.ts'

/** The last moments of a microphone, at one rate, for listeners that join. */
export class Preroll {
  readonly #ms: number
  #rateHz = 0
  #samples = new Int16Array(0)
  /** How many samples ever came, and how many of them may still be given. */
  #position = 0
  #kept = 0

  constructor(ms: number) {
    this.#ms = ms
  }

  get rateHz(): number {
    return this.#rateHz
  }

  /** Where the stream is, for `since`. */
  get position(): number {
    return this.#position
  }

  push(pcm: Int16Array, rateHz: number): void {
    if (rateHz !== this.#rateHz) {
      this.#rateHz = rateHz
      this.#samples = new Int16Array(msToSamples(this.#ms, rateHz))
      this.forget()
    }
    const room = this.#samples.length
    const skip = Math.max(0, pcm.length - room)
    for (let i = skip; i < pcm.length; i++) this.#samples[(this.#position + i) % room] = pcm[i]!
    this.#position += pcm.length
    this.#kept = Math.min(room, this.#kept + pcm.length)
  }

  /** A copy of what came after that position, as far back as it goes. */
  since(position: number): Int16Array<ArrayBuffer> {
    const count = Math.min(this.#kept, this.#position - position)
    const from = this.#position - count
    return Int16Array.from(
      { length: count },
      (_, i) => this.#samples[(from + i) % this.#samples.length]!,
    )
  }

  /** Nothing of what came so far is given to anybody any more. */
  forget(): void {
    this.#kept = 0
  }
}
