/**
 * Ten minutes at 24 kHz: 29 MB. A long answer in all ten voices is five: with less room, each would push out
 * the one that is wanted next.
 */
const MAX_SAMPLES = 600 * 24_000

/** Sentences that were spoken before; the least lately used ones go first. */
export class SpeechCache {
  readonly #maxSamples: number
  readonly #spoken = new Map<string, Int16Array>()
  #samples = 0

  constructor(maxSamples = MAX_SAMPLES) {
    this.#maxSamples = maxSamples
  }

  get samples(): number {
    return this.#samples
  }

  get(voice: string, text: string): Int16Array | null {
    const key = `${voice}\n${text}`
    const pcm = this.#spoken.get(key)
    if (!pcm) return null
    // A Map keeps the order of insertion: put back, it is the newest.
    this.#spoken.delete(key)
    this.#spoken.set(key, pcm)
    return pcm
  }

  set(voice: string, text: string, pcm: Int16Array): void {
    const key = `${voice}\n${text}`
    this.#samples += pcm.length - (this.#spoken.get(key)?.length ?? 0)
    this.#spoken.delete(key)
    this.#spoken.set(key, pcm)
    for (const [oldest, { length }] of this.#spoken) {
      if (this.#samples <= this.#maxSamples) return
      this.#spoken.delete(oldest)
      this.#samples -= length
    }
  }
}
