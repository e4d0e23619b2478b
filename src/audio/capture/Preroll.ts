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
    const last = pcm.length > room ? pcm.subarray(pcm.length - room) : pcm
    this.#position += pcm.length
    this.#kept = Math.min(room, this.#kept + pcm.length)
    if (room === 0) return
    const at = (this.#position - last.length) % room
    const fits = room - at
    if (last.length <= fits) return this.#samples.set(last, at)
    this.#samples.set(last.subarray(0, fits), at)
    this.#samples.set(last.subarray(fits))
  }

  /** A copy of what came after that position, as far back as it goes. */
  since(position: number): Int16Array<ArrayBuffer> {
    const count = Math.min(this.#kept, this.#position - position)
    const given = new Int16Array(count)
    if (count === 0) return given
    const at = (this.#position - count) % this.#samples.length
    const untilEnd = this.#samples.subarray(at, at + count)
    given.set(untilEnd)
    given.set(this.#samples.subarray(0, count - untilEnd.length), untilEnd.length)
    return given
  }

  /** Nothing of what came so far is given to anybody any more. */
  forget(): void {
    this.#kept = 0
  }
}
