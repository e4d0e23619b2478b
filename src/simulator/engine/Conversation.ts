import type { Item } from '../../protocol/items.ts'
import { encodedWhole } from './EncodedSound.ts'
import { isSpoken, sampleCount, samplesOf, soundIndex, type PartSound } from './PartSound.ts'
import { Refusal } from './Refusal.ts'
import { truncated, withoutUnheard } from './truncated.ts'
import type { WireFormat } from './WireFormat.ts'
import { toMs } from './wireAudio.ts'

/** An item, the sounds of its spoken parts in order, and the words that a spoken turn is taken to hold. */
export interface Entry {
  readonly item: Item
  readonly audio: readonly PartSound[]
  readonly heard: string | null
}

interface Truncation {
  readonly item_id: string
  readonly content_index: number
  readonly audio_end_ms: number
}

/** A sound of the assistant's, and where it is. */
interface SpokenPart {
  readonly itemId: string
  readonly contentIndex: number
  readonly lengthMs: number
}

const missing = (verb: 'truncat' | 'delet' | 'retriev', id: string) =>
  new Refusal(
    `item_${verb}e_invalid_item_id`,
    `Error ${verb}ing item: the item with id '${id}' does not exist.`,
    'item_id',
  )

/** The items of one session, in order. */
export class Conversation {
  readonly id: string
  #entries: readonly Entry[] = []
  /** By item, the part in which it was truncated; also of items that are gone. */
  readonly #cuts = new Map<string, number>()
  #reserved: string | null = null

  constructor(id: string) {
    this.id = id
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  get lastId(): string | null {
    return this.#entries.at(-1)?.item.id ?? null
  }

  /** The assistant's last message that has any sound, part by part; nothing before its first. */
  get lastSpoken(): readonly SpokenPart[] {
    const entry = this.#entries.findLast(
      ({ item, audio }) =>
        item.type === 'message' &&
        item.role === 'assistant' &&
        audio.some(({ length }) => length > 0),
    )
    if (entry?.item.type !== 'message') return []
    const { id, content } = entry.item
    return content.flatMap((part, contentIndex) => {
      const sound = isSpoken(part) ? entry.audio[soundIndex(content, contentIndex)] : undefined
      return sound ? [{ itemId: id, contentIndex, lengthMs: toMs(sampleCount(sound)) }] : []
    })
  }

  find(id: unknown): Entry | undefined {
    return this.#entries.find(({ item }) => item.id === id)
  }

  previousOf(id: string): string | null {
    const at = this.#entries.findIndex(({ item }) => item.id === id)
    return this.#entries[at - 1]?.item.id ?? null
  }

  /** Keeps this id, and no other, for an item that is still to come. */
  reserve(id: string | null): void {
    this.#reserved = id
  }

  /** @param after - An item's id, `root` for the front, nothing for the end. @returns The id it stands after. */
  add(entry: Entry, after: string | null = null): string | null {
    if (this.find(entry.item.id) || entry.item.id === this.#reserved)
      throw new Refusal(
        'invalid_value',
        `Item with id '${entry.item.id}' already exists.`,
        'item.id',
      )
    const at = this.#placeAfter(after)
    this.#entries = this.#entries.toSpliced(at, 0, entry)
    return this.previousOf(entry.item.id)
  }

  /** Ignored when the item was deleted or truncated meanwhile: what comes after a cut is cut too. */
  update(id: string, change: Partial<Entry>): void {
    if (!this.#cuts.has(id)) this.#change(id, change)
  }

  /** Whether this part of an item was truncated, or lies after one that was: then none of its words are told any more. */
  isCut(id: string, contentIndex: number): boolean {
    return contentIndex >= (this.#cuts.get(id) ?? Infinity)
  }

  /** An item as it may be told: whoever made it does not know that it was truncated meanwhile. */
  asTold(item: Item): Item {
    const cut = this.#cuts.get(item.id)
    return cut === undefined ? item : withoutUnheard(item, cut)
  }

  /** @throws Refusal when there is none. */
  delete(id: string): void {
    const entry = this.find(id)
    if (!entry) throw missing('delet', id)
    this.#entries = this.#entries.filter((other) => other !== entry)
  }

  /** The item with its sound, as the service holds it: a truncated one is shorter. @throws Refusal */
  retrieve(id: string, formats: { input: WireFormat; output: WireFormat }): Item {
    const entry = this.find(id)
    if (!entry) throw missing('retriev', id)
    const { item, audio } = entry
    if (item.type !== 'message') return item
    const format = item.role === 'assistant' ? formats.output : formats.input
    const content = item.content.map((part, index) => {
      const sound = isSpoken(part) ? audio[soundIndex(item.content, index)] : undefined
      return sound ? { ...part, audio: encodedWhole(samplesOf(sound), format) } : part
    })
    return { ...item, content }
  }

  /** Drops what was not heard: the sound after this point, all words of that part, and the parts after it. @throws Refusal */
  truncate(id: string, contentIndex: number, audioEndMs: number): Truncation {
    const entry = this.find(id)
    if (!entry) throw missing('truncat', id)
    this.#change(id, truncated(entry, contentIndex, audioEndMs))
    this.#cuts.set(id, contentIndex)
    return { item_id: id, content_index: contentIndex, audio_end_ms: audioEndMs }
  }

  #change(id: string, change: Partial<Entry>): void {
    this.#entries = this.#entries.map((entry) =>
      entry.item.id === id ? { ...entry, ...change } : entry,
    )
  }

  #placeAfter(after: string | null): number {
    if (after === null) return this.#entries.length
    if (after === 'root') return 0
    const at = this.#entries.findIndex(({ item }) => item.id === after)
    if (at < 0)
      throw new Refusal(
        'item_not_found',
        `Error adding item: the previous item with id '${after}' does not exist.`,
        'previous_item_id',
      )
    return at + 1
  }
}
