import type { PlaybackCommand } from '../worklet/voiceMessages.ts'

interface Waiting {
  readonly pieces: Int16Array<ArrayBuffer>[]
  /** How many samples lay before the first piece that is still kept. */
  fromSamples: number
  isEnded: boolean
}

/** A copy of all that is not known to have been played: an output may be lost, and then what is in it cannot be had back. */
export class Backlog {
  readonly #items = new Map<string, Waiting>()

  /** Keeps `samples`: hand over an array that nobody else writes to. */
  add(itemId: string, samples: Int16Array<ArrayBuffer>): void {
    const item = this.#items.get(itemId) ?? { pieces: [], fromSamples: 0, isEnded: false }
    if (samples.length > 0) item.pieces.push(samples)
    this.#items.set(itemId, item)
  }

  end(itemId: string): void {
    const item = this.#items.get(itemId)
    if (item) item.isEnded = true
  }

  has(itemId: string): boolean {
    return this.#items.has(itemId)
  }

  /** In the order in which they are played. */
  get itemIds(): readonly string[] {
    return [...this.#items.keys()]
  }

  isEnded(itemId: string): boolean {
    return this.#items.get(itemId)?.isEnded === true
  }

  /** Lets go of what was played. */
  trim(itemId: string, playedSamples: number): void {
    const item = this.#items.get(itemId)
    if (item === undefined) return
    for (let [piece] = item.pieces; piece; [piece] = item.pieces) {
      if (item.fromSamples + piece.length > playedSamples) return
      item.fromSamples += piece.length
      item.pieces.shift()
    }
  }

  forget(itemId: string): void {
    this.#items.delete(itemId)
  }

  clear(): void {
    this.#items.clear()
  }

  /** All of it for a new output, each item from where the last one was in it. */
  commands(playedSamples: (itemId: string) => number): readonly PlaybackCommand[] {
    return [...this.#items].flatMap(([itemId, { pieces, fromSamples, isEnded }]) => {
      let toSkip = Math.max(0, playedSamples(itemId) - fromSamples)
      // One that was played to its end is told again, without a sample: then its end is reported in its place.
      const commands: PlaybackCommand[] = [{ type: 'audio', itemId, samples: new Int16Array(0) }]
      for (const piece of pieces) {
        const samples = piece.slice(Math.min(toSkip, piece.length))
        toSkip -= piece.length - samples.length
        if (samples.length > 0) commands.push({ type: 'audio', itemId, samples })
      }
      return isEnded ? [...commands, { type: 'end', itemId }] : commands
    })
  }
}
