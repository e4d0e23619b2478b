import { pcm16ToBase64 } from '../../audio/pcm.ts'
import type { ContentPart, ItemStatus, MessageItem } from '../../protocol/items.ts'
import type { Conversation, Entry } from './Conversation.ts'
import type { Wire } from './Wire.ts'

/** Where a message of the assistant goes. */
export interface MessageTarget {
  readonly wire: Wire
  readonly responseId: string
  readonly outputIndex: number
  /** `null` outside of the conversation: then nothing is told of items. */
  readonly conversation: Conversation | null
}

type PartKind = 'audio' | 'text'

/** One message of the assistant while it is made: says every event of it in the right order, and closes with what was really streamed. */
export class MessageStream {
  readonly #target: MessageTarget
  readonly #id: string
  #content: ContentPart[] = []
  #audio: Int16Array[] = []
  #open: PartKind | null = null
  #written = ''

  constructor(target: MessageTarget) {
    this.#target = target
    const { wire, responseId, outputIndex, conversation } = target
    this.#id = wire.newId('item')
    const item = this.#item('in_progress')
    wire.say({
      type: 'response.output_item.added',
      response_id: responseId,
      output_index: outputIndex,
      item,
    })
    if (conversation === null) return
    const previousId = conversation.add(this.entry('in_progress'))
    wire.say({ type: 'conversation.item.added', previous_item_id: previousId, item })
  }

  /** Whether any words of the open part are out. */
  get hasWords(): boolean {
    return this.#written !== ''
  }

  open(kind: PartKind): void {
    if (this.#open === kind) return
    this.#closePart()
    this.#open = kind
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

  sound(samples: Int16Array): void {
    this.#audio.push(samples)
    this.#keep('in_progress')
    this.#target.wire.say({
      type: 'response.output_audio.delta',
      ...this.#ids(),
      delta: pcm16ToBase64(samples),
    })
  }

  close(status: ItemStatus): void {
    this.#closePart()
    this.#keep(status)
    const { wire, responseId, outputIndex, conversation } = this.#target
    const item = this.#item(status)
    if (conversation !== null)
      wire.say({
        type: 'conversation.item.done',
        previous_item_id: conversation.previousOf(this.#id),
        item,
      })
    wire.say({
      type: 'response.output_item.done',
      response_id: responseId,
      output_index: outputIndex,
      item,
    })
  }

  entry(status: ItemStatus): Entry {
    return { item: this.#item(status), audio: this.#audio, heard: null }
  }

  #closePart(): void {
    const { wire } = this.#target
    const ids = this.#ids()
    const said = this.#written
    if (this.#open === 'audio') {
      wire.say({ type: 'response.output_audio.done', ...ids })
      wire.say({ type: 'response.output_audio_transcript.done', ...ids, transcript: said })
      wire.say({
        type: 'response.content_part.done',
        ...ids,
        part: { type: 'audio', transcript: said },
      })
      this.#content.push({ type: 'output_audio', transcript: said })
    }
    if (this.#open === 'text') {
      wire.say({ type: 'response.output_text.done', ...ids, text: said })
      wire.say({ type: 'response.content_part.done', ...ids, part: { type: 'text', text: said } })
      this.#content.push({ type: 'output_text', text: said })
    }
    this.#open = null
    this.#written = ''
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
    const content = [...this.#content, ...open]
    return {
      id: this.#id,
      object: 'realtime.item',
      type: 'message',
      status,
      role: 'assistant',
      content,
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
