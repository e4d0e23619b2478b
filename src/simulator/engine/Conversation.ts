import type { Item } from '../../protocol/items.ts'
import { encodedWhole } from './EncodedSound.ts'
import { Refusal } from './Refusal.ts'
import type { WireFormat } from './WireFormat.ts'
import { joinSamples, toMs, toSamples } from './wireAudio.ts'

/** An item, its sound at 24 kHz, and the words that a spoken turn is taken to hold. */
export interface Entry {
  readonly item: Item
  readonly audio: readonly Int16Array[]
  readonly heard: string | null
}

interface Truncation {
  readonly item_id: string
  readonly content_index: number
  readonly audio_end_ms: number
}

const missing = (verb: 'truncat' | 'delet' | 'retriev', id: unknown) =>
  new Refusal(
    `item_${verb}e_invalid_item_id`,
    `Error ${verb}ing item: the item with id '${typeof id === 'string' ? id : typeof id}' does not exist.`,
    'item_id',
  )

/** The items of one session, in order. */
export class Conversation {
  readonly id: string
  #entries: readonly Entry[] = []
  readonly #truncated = new Set<string>()

  constructor(id: string) {
    this.id = id
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  get lastId(): string | null {
    return this.#entries.at(-1)?.item.id ?? null
  }

  /** Where the assistant's last sound is, and how long that is; `null` before its first. */
  get lastSpoken(): { itemId: string; contentIndex: number; lengthMs: number } | null {
    const entry = this.#entries.findLast(
      ({ item, audio }) => item.type === 'message' && item.role === 'assistant' && audio.length > 0,
    )
    if (entry?.item.type !== 'message') return null
    const { id, content } = entry.item
    const contentIndex = content.findIndex(({ type }) => type === 'output_audio')
    const samples = entry.audio.reduce((total, { length }) => total + length, 0)
    return { itemId: id, contentIndex, lengthMs: toMs(samples) }
  }

  find(id: unknown): Entry | undefined {
    return this.#entries.find(({ item }) => item.id === id)
  }

  previousOf(id: string): string | null {
    const at = this.#entries.findIndex(({ item }) => item.id === id)
    return this.#entries[at - 1]?.item.id ?? null
  }

  /** @param after - An item's id, `root` for the front, nothing for the end. @returns The id it stands after. */
  add(entry: Entry, after?: unknown): string | null {
    if (this.find(entry.item.id))
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
    if (!this.#truncated.has(id)) this.#change(id, change)
  }

  /** @returns The id, now known to be one. */
  delete(id: unknown): string {
    const entry = this.find(id)
    if (!entry) throw missing('delet', id)
    this.#entries = this.#entries.filter((other) => other !== entry)
    return entry.item.id
  }

  /** The item with its sound, as the service holds it: a truncated one is shorter. */
  retrieve(id: unknown, formats: { input: WireFormat; output: WireFormat }): Item {
    const entry = this.find(id)
    if (!entry) throw missing('retriev', id)
    const { item, audio } = entry
    if (item.type !== 'message' || audio.length === 0) return item
    const format = item.role === 'assistant' ? formats.output : formats.input
    const sound = encodedWhole(joinSamples(audio), format)
    const content = item.content.map((part) =>
      part.type === 'input_audio' || part.type === 'output_audio'
        ? { ...part, audio: sound }
        : part,
    )
    return { ...item, content }
  }

  /** Drops the sound after this point and all words of it, so that nothing unheard stays in the context. */
  truncate(id: unknown, contentIndex: unknown, audioEndMs: unknown): Truncation {
    const entry = this.find(id)
    if (!entry) throw missing('truncat', id)
    if (typeof contentIndex !== 'number' || !Number.isInteger(contentIndex) || contentIndex < 0)
      throw new Refusal(
        'invalid_value',
        "Invalid 'content_index': expected an integer.",
        'content_index',
      )
    if (typeof audioEndMs !== 'number' || !Number.isInteger(audioEndMs) || audioEndMs < 0)
      throw new Refusal(
        'invalid_value',
        "Invalid 'audio_end_ms': expected an integer at least 0.",
        'audio_end_ms',
      )
    const { item } = entry
    const part = item.type === 'message' ? item.content[contentIndex] : undefined
    if (item.type !== 'message' || part?.type !== 'output_audio' || entry.audio.length === 0)
      throw new Refusal(
        'unsupported_content_type',
        'Only model output audio messages can be truncated',
      )
    const audio = joinSamples(entry.audio)
    const lengthMs = Math.floor(toMs(audio.length))
    if (audioEndMs > lengthMs)
      throw new Refusal(
        'invalid_value',
        `Audio content of ${lengthMs}ms is already shorter than ${audioEndMs}ms`,
        'audio_end_ms',
      )
    const content = item.content.with(contentIndex, { ...part, transcript: '' })
    this.#truncated.add(item.id)
    this.#change(item.id, {
      item: { ...item, status: 'incomplete', content },
      audio: [audio.slice(0, toSamples(audioEndMs))],
    })
    return { item_id: item.id, content_index: contentIndex, audio_end_ms: audioEndMs }
  }

  #change(id: string, change: Partial<Entry>): void {
    this.#entries = this.#entries.map((entry) =>
      entry.item.id === id ? { ...entry, ...change } : entry,
    )
  }

  #placeAfter(after: unknown): number {
    if (after === undefined || after === null) return this.#entries.length
    if (after === 'root') return 0
    const at = this.#entries.findIndex(({ item }) => item.id === after)
    if (at < 0)
      throw new Refusal(
        'item_not_found',
        `Error adding item: the previous item with id '${typeof after === 'string' ? after : typeof after}' does not exist.`,
        'previous_item_id',
      )
    return at + 1
  }
}
