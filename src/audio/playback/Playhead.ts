import { VOICE_RATE_HZ } from '../sound/pcm.ts'

/** How far a report of silence may be from where the item was reckoned to stop: a filter does not end on a sample. */
const ROUNDING_SAMPLES = 2

interface Mark {
  readonly itemId: string
  readonly playedSamples: number
  readonly atSeconds: number
  /** Not while it waits for more sound: the clock of the context goes on, the item does not. */
  readonly moves: boolean
}

export interface Played {
  readonly itemId: string
  readonly playedSamples: number
}

/** Where an output is in what it plays, from what it last reported; between two reports, an estimate by its clock. */
export class Playhead {
  #mark: Mark | null = null
  /** Where it stood before it went on: the ear, which is behind, is still there, or not even there. */
  #stood: Mark | null = null
  /** What had been played of items through an output before this one, which counts from there. */
  readonly #before = new Map<string, number>()

  get itemId(): string | null {
    return this.#mark?.itemId ?? null
  }

  started(itemId: string, atSeconds: number): void {
    this.#stood = null
    this.#mark = { itemId, playedSamples: this.before(itemId), atSeconds, moves: true }
  }

  /** @param passed - What there was of the item when another one began before its end, if one did: at most that was played. */
  report(itemId: string, counted: number, atSeconds: number, passed?: number): void {
    const playedSamples = this.before(itemId) + counted
    const last = this.#mark
    const stood = last?.itemId === itemId && !last.moves ? last : null
    // It still stands where it did, and since then.
    if (stood && playedSamples <= stood.playedSamples + ROUNDING_SAMPLES) return
    if (stood) this.#stood = stood
    else if (last?.itemId !== itemId)
      this.#stood = passed === undefined ? null : stand(itemId, Math.min(passed, playedSamples))
    this.#mark = { itemId, playedSamples, atSeconds, moves: true }
  }

  /** There is nothing to play for the moment. */
  underrun(itemId: string, atSeconds: number): void {
    const at = this.at(atSeconds)
    if (at?.itemId === itemId) this.#mark = { ...at, atSeconds, moves: false }
  }

  /** `null` before the first item, and between two. May lie before the start of its item, or behind what there is of it. */
  at(atSeconds: number): Played | null {
    if (this.#mark === null) return null
    const { itemId } = this.#mark
    const playedSamples = reckon(this.#mark, atSeconds)
    // Before it went on.
    if (this.#stood && playedSamples < this.#stood.playedSamples)
      return { itemId, playedSamples: reckon(this.#stood, atSeconds) }
    return { itemId, playedSamples }
  }

  /** What was played of an item before this output. */
  before(itemId: string): number {
    return this.#before.get(itemId) ?? 0
  }

  /** The output is gone; the next one begins here. */
  leave(played: readonly Played[]): void {
    for (const { itemId, playedSamples } of played) this.#before.set(itemId, playedSamples)
    this.#stood = null
    if (this.#mark === null) return
    const { itemId } = this.#mark
    this.#mark = { itemId, playedSamples: this.before(itemId), atSeconds: 0, moves: false }
  }

  /** The item is over. */
  forget(itemId: string): void {
    this.#before.delete(itemId)
  }

  /** Nothing is played any more. */
  rest(): void {
    this.#mark = this.#stood = null
  }
}

/** Since some time ago. */
const stand = (itemId: string, playedSamples: number): Mark => ({
  itemId,
  playedSamples,
  atSeconds: -Infinity,
  moves: false,
})

function reckon({ playedSamples, atSeconds: markedSeconds, moves }: Mark, atSeconds: number) {
  const sinceSeconds = atSeconds - markedSeconds
  const movedSeconds = moves ? sinceSeconds : Math.min(0, sinceSeconds)
  return Math.round(playedSamples + movedSeconds * VOICE_RATE_HZ)
}
