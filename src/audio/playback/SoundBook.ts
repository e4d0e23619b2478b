import { Backlog } from './Backlog.ts'
import { ItemLedger } from './ItemLedger.ts'
import type { Heard } from '../Player.ts'
import { Playhead, type Played } from './Playhead.ts'
import type { ItemCount } from '../worklet/QueuedItems.ts'
import type { PlaybackCommand } from '../worklet/voiceMessages.ts'

/** What has come, item by item, and how much of it has been heard, whichever outputs it went through. */
export class SoundBook {
  readonly #playhead = new Playhead()
  /** How much there was of items when another began: that much was played. */
  readonly #passed = new Map<string, number>()
  readonly #ledger = new ItemLedger()
  readonly #backlog = new Backlog()
  /** What had been heard of items that are not played on, though more of them may come. */
  readonly #givenUp = new Map<string, number>()

  get isEmpty(): boolean {
    return this.#ledger.isEmpty
  }

  /** Those that are to be heard, in order. */
  get itemIds(): readonly string[] {
    return this.#backlog.itemIds
  }

  /** Answers a copy. Throws as {@link ItemLedger.receive} does. */
  receive(
    itemId: string,
    contentIndex: number,
    audio: string | Uint8Array | Int16Array,
  ): Int16Array<ArrayBuffer> {
    let samples = new Int16Array(0)
    try {
      samples = this.#ledger.receive(itemId, contentIndex, audio)
      return samples.slice()
    } finally {
      // Also when it cannot be read: the item is in the row, and its end will be reported.
      if (!this.isGivenUp(itemId)) this.#backlog.add(itemId, samples)
    }
  }

  end(itemId: string): void {
    this.#backlog.end(itemId)
  }

  isEnded(itemId: string): boolean {
    return this.#backlog.isEnded(itemId)
  }

  started(itemId: string, atSeconds: number): void {
    this.#pass(itemId)
    this.#playhead.started(itemId, atSeconds)
  }

  /** Where an output says that it is, counted from when it got the item. */
  report(itemId: string, countedSamples: number, atSeconds: number): void {
    this.#pass(itemId)
    this.#playhead.report(itemId, countedSamples, atSeconds, this.#passed.get(itemId))
    this.#backlog.trim(itemId, this.#playhead.before(itemId) + countedSamples)
  }

  /** There is no more of the item for the moment. */
  underrun(itemId: string, atSeconds: number): void {
    this.#playhead.underrun(itemId, atSeconds)
  }

  /** Nothing is played any more. */
  rest(): void {
    this.#playhead.rest()
  }

  forget(itemId: string): void {
    this.#passed.delete(itemId)
    this.#ledger.forget(itemId)
    this.#backlog.forget(itemId)
    this.#playhead.forget(itemId)
    this.#givenUp.delete(itemId)
  }

  /** Where that moment of the output's clock is. `null` when nothing is played. */
  heardAt(atSeconds: number): Heard | null {
    const at = this.#playhead.at(atSeconds)
    return at && this.#ledger.heard(at.itemId, Math.max(0, at.playedSamples))
  }

  /** The output is gone, at that moment of its clock. */
  leave(nowSeconds: number): void {
    this.#playhead.leave(this.#played(null, nowSeconds))
  }

  /** All that is to be heard, from where it was left: for an output that has nothing. */
  commands(): readonly PlaybackCommand[] {
    return this.#backlog.commands((itemId) => this.#playhead.before(itemId))
  }

  isGivenUp(itemId: string): boolean {
    return this.#givenUp.has(itemId)
  }

  /** It is not played on. */
  giveUp(itemId: string, nowSeconds: number): void {
    const played = this.#played(null, nowSeconds)
    this.#playhead.leave(played)
    this.#givenUp.set(itemId, this.#playhead.before(itemId))
    this.#backlog.forget(itemId)
  }

  /** How much of a given up item was heard: `null` when there was nothing to hear. */
  heardOfGivenUp(itemId: string): Heard | null {
    const heard = this.#ledger.heard(itemId, this.#givenUp.get(itemId) ?? 0)
    return heard && heard.receivedMs > 0 ? heard : null
  }

  /** How much was heard of each item, at that moment of the output's clock. @param counts - What it answers itself, if it does. */
  settle(counts: readonly ItemCount[] | null, nowSeconds: number): readonly Heard[] {
    const givenUp = [...this.#givenUp].map(([itemId, playedSamples]) => ({ itemId, playedSamples }))
    return this.#ledger.settle([...this.#played(counts, nowSeconds), ...givenUp], 'unheard')
  }

  #pass(to: string): void {
    const { itemId } = this.#playhead
    if (itemId !== null && itemId !== to)
      this.#passed.set(itemId, this.#ledger.receivedSamples(itemId))
  }

  #played(counts: readonly ItemCount[] | null, nowSeconds: number): readonly Played[] {
    const at = this.#playhead.at(nowSeconds)
    return this.itemIds.map((itemId) => {
      const received = this.#ledger.receivedSamples(itemId)
      const before = this.#playhead.before(itemId)
      const counted = counts?.find((one) => one.itemId === itemId)?.playedSamples
      if (counted !== undefined) return { itemId, playedSamples: before + counted }
      // One that the output no longer knows is over.
      if (counts) return { itemId, playedSamples: received }
      const played = at?.itemId === itemId ? at.playedSamples : (this.#passed.get(itemId) ?? 0)
      return { itemId, playedSamples: Math.min(received, Math.max(played, before)) }
    })
  }
}
