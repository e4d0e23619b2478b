import type { ContentPart, ItemStatus, MessageItem } from '../../protocol/items.ts'
import type { Entry } from './Conversation.ts'
import { announceItem, finishItem, type OutputItem, type OutputTarget } from './OutputItem.ts'
import { sampleCount } from './PartSound.ts'
import { toMs } from './wireAudio.ts'

type PartKind = 'audio' | 'text'

/** A word and where its sound lies in the sound that it came with, in samples. */
interface TimedWord {
  readonly word: string
  readonly from: number
  readonly to: number
}

/** One message of the assistant while it is made. */
export class MessageStream implements OutputItem {
  readonly #target: OutputTarget
  readonly #id: string
  #content: ContentPart[] = []
  /** Of each spoken part, in pieces. */
  #audio: Int16Array[][] = []
  #open: PartKind | null = null
  #written = ''
  /** Whether the words of the open part were told with their times. */
  #isTimed = false

  constructor(target: OutputTarget) {
    this.#target = target
    this.#id = target.wire.newId('item')
    announceItem(target, this.entry('in_progress'))
  }

  /** Whether any words of the open part are out. */
  get hasWords(): boolean {
    return this.#written !== ''
  }

  /** How much sound is out, in samples. */
  get samples(): number {
    return this.#audio.reduce((total, sound) => total + sampleCount(sound), 0)
  }

  open(kind: PartKind): void {
    if (this.#open === kind) return
    this.#closePart()
    this.#open = kind
    if (kind === 'audio') this.#audio.push([])
    const part = kind === 'audio' ? { type: 'audio', transcript: '' } : { type: 'text', text: '' }
    this.#target.wire.say({ type: 'response.content_part.added', ...this.#ids(), part })
  }

  words(delta: string): void {
    this.#written += delta
    const type =
      this.#open === 'audio'
        ? 'response.output_audio_transcript.delta'
        : 'response.output_text.delta'
    this.#target.wire.say({ type, ...this.#ids(), delta })
  }

  /** @param samples - 24 kHz. @param encoded - The same as the client hears it. */
  sound(samples: Int16Array, encoded: string): void {
    this.#audio.at(-1)?.push(samples)
    this.#keep('in_progress')
    this.#target.wire.say({ type: 'response.output_audio.delta', ...this.#ids(), delta: encoded })
  }

  /** @param before - Samples of this message before the sound that the word lies in. */
  time({ word, from, to }: TimedWord, before: number): void {
    this.#isTimed = true
    this.#target.wire.say({
      type: 'response.audio_timestamp.delta',
      ...this.#ids(),
      audio_offset_ms: Math.round(toMs(before + from)),
      audio_duration_ms: Math.round(toMs(to - from)),
      text: word.trim(),
      timestamp_type: 'word',
    })
  }

  close(status: ItemStatus): void {
    this.#closePart()
    finishItem(this.#target, this.entry(status))
  }

  entry(status: ItemStatus): Entry {
    return { item: this.#item(status), audio: this.#audio, heard: null }
  }

  #closePart(): void {
    const { wire } = this.#target
    const ids = this.#ids()
    const isCut = this.#target.conversation?.isCut(this.#id, this.#content.length) ?? false
    const said = isCut ? '' : this.#written
    if (this.#open === 'audio') {
      wire.say({ type: 'response.output_audio.done', ...ids })
      if (this.#isTimed) wire.say({ type: 'response.audio_timestamp.done', ...ids })
      wire.say({ type: 'response.output_audio_transcript.done', ...ids, transcript: said })
      const part = { type: 'audio', transcript: said }
      wire.say({ type: 'response.content_part.done', ...ids, part })
      this.#content.push({ type: 'output_audio', transcript: said })
    }
    if (this.#open === 'text') {
      wire.say({ type: 'response.output_text.done', ...ids, text: said })
      wire.say({ type: 'response.content_part.done', ...ids, part: { type: 'text', text: said } })
      this.#content.push({ type: 'output_text', text: said })
    }
    this.#open = null
    this.#written = ''
    this.#isTimed = false
  }

  /** What the conversation holds is what was sent, so that it can be truncated while it is still being made. */
  #keep(status: ItemStatus): void {
    this.#target.conversation?.update(this.#id, this.entry(status))
  }

  #item(status: ItemStatus): MessageItem {
    const open: ContentPart[] =
      this.#open === 'audio'
        ? [{ type: 'output_audio', transcript: this.#written }]
        : this.#open === 'text'
          ? [{ type: 'output_text', text: this.#written }]
          : []
    return {
      id: this.#id,
      object: 'realtime.item',
      type: 'message',
      status,
      role: 'assistant',
      content: [...this.#content, ...open],
    }
  }

  #ids() {
    return {
      response_id: this.#target.responseId,
      item_id: this.#id,
      output_index: this.#target.outputIndex,
      content_index: this.#content.length,
    }
  }
}
