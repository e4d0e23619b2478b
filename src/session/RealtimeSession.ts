import type { ClientEvent, ResponseRequest } from '../protocol/clientEvents.ts'
import type { NewItem } from '../protocol/items.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import { newItemId } from './newItemId.ts'
import type {
  RealtimeSessionOptions,
  SendImageOptions,
  SendTextOptions,
} from './RealtimeSessionOptions.ts'
import { SessionCore } from './SessionCore.ts'
import type { SessionSnapshot } from './SessionSnapshot.ts'
import { toBase64 } from './toBase64.ts'

/**
 * One conversation with a speech model.
 *
 * Creating one has no effect until {@link connect}. Every method is bound: it may be passed on by itself.
 */
export class RealtimeSession {
  readonly #core: SessionCore
  #pressedAtMs = 0

  readonly on: SessionCore['hub']['on']
  readonly once: SessionCore['hub']['once']
  readonly off: SessionCore['hub']['off']
  readonly offAll: SessionCore['hub']['offAll']
  readonly getSnapshot: () => SessionSnapshot
  readonly subscribe: (listener: () => void) => () => void

  constructor(options: RealtimeSessionOptions) {
    const core = new SessionCore(options)
    this.#core = core
    this.on = core.hub.on
    this.once = core.hub.once
    this.off = core.hub.off
    this.offAll = core.hub.offAll
    this.getSnapshot = core.loop.snapshots.get
    this.subscribe = core.loop.snapshots.subscribe
  }

  /** Devices join the running conversation; a changed endpoint is used by the next attempt and never cuts the line. Settings go through `updateSettings`. */
  readonly setOptions = (options: Omit<RealtimeSessionOptions, 'settings'>): void =>
    this.#core.setOptions(options)

  /**
   * Begins a conversation, and ends the one before it.
   *
   * Call it from a click: the microphone and the loudspeaker are opened in the same tick, and browsers allow it
   * only there. A second call while connecting answers the same promise.
   *
   * @returns When the service has accepted the settings. Rejects with the `VoiceError` that is in the snapshot too; nobody has to catch it.
   */
  readonly connect = (): Promise<void> => this.#core.connect()

  /** Ends the conversation from any phase; its items stay readable. What `connect` started is stopped. Safe to call at any time. */
  readonly disconnect = (): void => this.#core.disconnect()

  /** Cuts the answer at once, whether it is audible yet or not. */
  readonly interrupt = (): void => this.#core.loop.happen({ type: 'interrupt' })

  /**
   * Says something in writing, and interrupts what is being said unless `respond` is false.
   *
   * While connecting it waits for the line.
   *
   * @returns The id of the new item.
   * @throws `VoiceError` `not_connected`
   */
  readonly sendText = (
    text: string,
    { role = 'user', respond = true }: SendTextOptions = {},
  ): string => {
    this.#core.needConversation()
    const itemId = newItemId()
    this.#core.loop.happen({ type: 'text.sent', itemId, text, role, respond })
    return itemId
  }

  /**
   * Shows a picture, with a text beside it if one is given, and asks for an answer unless `respond` is false.
   *
   * @param url - A `data:` URL of a PNG or JPEG. Only services of the GA protocol see pictures.
   * @returns The id of the new item.
   * @throws `VoiceError` `not_connected`
   */
  readonly sendImage = (
    url: string,
    { text = '', detail, respond = true }: SendImageOptions = {},
  ): string => {
    this.#core.needConversation()
    const itemId = newItemId()
    const image = { url, detail }
    this.#core.loop.happen({ type: 'image.sent', itemId, image, text, respond })
    return itemId
  }

  /** Asks for an answer now; while one is running it waits for its turn. With `conversation: 'none'` it is out of band: it takes no turn and may run beside another. @throws `VoiceError` `not_connected` */
  readonly createResponse = (request?: ResponseRequest): void => {
    this.#core.needConversation()
    this.#core.loop.happen({ type: 'response.wanted', ...(request && { request }) })
  }

  /** Stops what is being generated. Sound that came by then plays out: to stop that too, `interrupt`. */
  readonly cancelResponse = (responseId?: string): void =>
    this.#say({
      type: 'response.cancel',
      ...(responseId !== undefined && { response_id: responseId }),
    })

  /** Adds an item in the services' shape, at the end or after another. @throws `VoiceError` `not_connected` */
  readonly createConversationItem = (item: NewItem, previousItemId?: string): void => {
    this.#core.needConversation()
    this.#say({
      type: 'conversation.item.create',
      item,
      ...(previousItemId !== undefined && { previous_item_id: previousItemId }),
    })
  }

  readonly deleteItem = (itemId: string): void =>
    this.#say({ type: 'conversation.item.delete', item_id: itemId })

  /** Asks for an item as the service keeps it; the answer is the event `conversation.item.retrieved`. */
  readonly retrieveItem = (itemId: string): void =>
    this.#say({ type: 'conversation.item.retrieve', item_id: itemId })

  /** Cuts the audio of an answer, and its words, in the model's memory. @param audioEndMs - From the start of the item's audio; whole, at least 1. */
  readonly truncateItem = (itemId: string, contentIndex: number, audioEndMs: number): void =>
    this.#say({
      type: 'conversation.item.truncate',
      item_id: itemId,
      content_index: contentIndex,
      audio_end_ms: audioEndMs,
    })

  /** Sends sound of your own. @param audio - 24 kHz mono PCM16: samples, bytes (little endian), or base64. Dropped without a line. */
  readonly appendAudio = (audio: Int16Array | Uint8Array | ArrayBuffer | string): void => {
    if (this.#core.loop.state.connection.status !== 'connected') return
    this.#core.connector.send({ type: 'input_audio_buffer.append', audio: toBase64(audio) })
  }

  /** Makes an item of the sound that was sent. Asks for no answer. The services refuse less than 100 ms. */
  readonly commitAudio = (): void => this.#say({ type: 'input_audio_buffer.commit' })

  /** Forgets the sound that was sent and not committed. */
  readonly clearAudioBuffer = (): void => this.#say({ type: 'input_audio_buffer.clear' })

  /** Only what is given changes. In force when the snapshot's `settings` say so: the service may refuse it. */
  readonly updateSettings = (settings: SessionSettings): void =>
    this.#core.loop.happen({ type: 'settings.wanted', settings })

  /** Consents to a call that waits for it: an item with the status `awaiting-approval`. Ignored for every other. */
  readonly approve = (callId: string): void =>
    this.#core.loop.happen({ type: 'tool.approved', callId })

  /** Forbids a call that waits for consent. @param reason - Told to the model. */
  readonly reject = (callId: string, reason = ''): void =>
    this.#core.loop.happen({ type: 'tool.rejected', callId, reason })

  /** Push to talk: the button is down. It interrupts. */
  readonly startTurn = (): void => {
    this.#core.needConversation()
    this.#pressedAtMs = Date.now()
    this.#core.loop.happen({ type: 'talk.pressed' })
  }

  /** Push to talk: the button is up. A press under 100 ms sends nothing. */
  readonly endTurn = (): void =>
    this.#core.loop.happen({ type: 'talk.released', ms: Date.now() - this.#pressedAtMs })

  readonly clearError = (): void => this.#core.loop.happen({ type: 'error.cleared' })

  #say(event: ClientEvent): void {
    this.#core.loop.happen({ type: 'event.wanted', event })
  }
}
