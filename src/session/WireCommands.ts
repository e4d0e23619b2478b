import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { NewItem } from '../protocol/items.ts'
import { assertItem } from './assertItem.ts'
import { newItemId } from './newItemId.ts'
import { refused } from './refused.ts'
import type { SessionCore } from './SessionCore.ts'
import { toBase64 } from './toBase64.ts'

/** What an app says on the wire itself, in the services' shapes: items, and sound that no microphone of ours hears. */
export class WireCommands {
  readonly #core: SessionCore

  constructor(core: SessionCore) {
    this.#core = core
  }

  /** Stops what is being generated. Sound that came by then plays out: to stop that too, `interrupt`. */
  readonly cancelResponse = (responseId?: string): void =>
    this.#say({
      type: 'response.cancel',
      ...(responseId !== undefined && { response_id: responseId }),
    })

  /**
   * Adds an item in the services' shape, at the end or after another. It is shown at once, as `pending`; one that the
   * service refuses stays, as `failed`. Asks for no answer.
   *
   * @param previousItemId - `root` for the front.
   * @returns The id of the new item: its own, or one that was made for it.
   * @throws `VoiceError` `not_connected`; `item_refused`, which says what is wrong and where, when it has not the shape of an item
   */
  readonly createConversationItem = (item: NewItem, previousItemId?: string): string => {
    this.#core.needConversation()
    assertItem(item)
    const id = item.id ?? newItemId()
    this.#say({
      type: 'conversation.item.create',
      item: { ...item, id },
      ...(previousItemId !== undefined && { previous_item_id: previousItemId }),
    })
    return id
  }

  /** Takes an item out, here and in the model's memory. */
  readonly deleteItem = (itemId: string): void =>
    this.#say({ type: 'conversation.item.delete', item_id: itemId })

  /** Asks for an item as the service keeps it; the answer is the event `conversation.item.retrieved`. */
  readonly retrieveItem = (itemId: string): void =>
    this.#say({ type: 'conversation.item.retrieve', item_id: itemId })

  /**
   * Cuts the audio of an answer, and its words, in the model's memory. Of what nobody heard, delete the item.
   *
   * @param audioEndMs - From the start of the item's audio; at least 1. What is left of a millisecond is not counted.
   * @throws `VoiceError` `item_refused`
   */
  readonly truncateItem = (itemId: string, contentIndex: number, audioEndMs: number): void => {
    if (!Number.isInteger(contentIndex) || contentIndex < 0)
      throw refused('contentIndex is not a whole number from 0 on')
    // What is not a number fails too.
    if (!(audioEndMs >= 1 && audioEndMs < Infinity))
      throw refused('audioEndMs is not a number from 1 on')
    this.#say({
      type: 'conversation.item.truncate',
      item_id: itemId,
      content_index: contentIndex,
      audio_end_ms: Math.floor(audioEndMs),
    })
  }

  /**
   * Sends sound of your own. While connecting it waits for the line, the last 10 s of it; without a conversation it is
   * dropped.
   *
   * @param audio - 24 kHz mono PCM16: samples, bytes (little endian), or base64.
   * @throws `VoiceError` `item_refused`, for what is none of these
   */
  readonly appendAudio = (audio: Int16Array | Uint8Array | ArrayBuffer | string): void =>
    this.#say({ type: 'input_audio_buffer.append', audio: toBase64(audio) })

  /**
   * Makes an item of the sound that was sent. Asks for no answer. The services refuse less than 100 ms.
   *
   * @throws `VoiceError` `not_connected`
   */
  readonly commitAudio = (): void => {
    this.#core.needConversation()
    this.#say({ type: 'input_audio_buffer.commit' })
  }

  /** Forgets the sound that was sent and not committed. */
  readonly clearAudioBuffer = (): void => this.#say({ type: 'input_audio_buffer.clear' })

  #say(event: ClientEvent): void {
    this.#core.act({ type: 'event.wanted', event })
  }
}
