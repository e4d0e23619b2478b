import type { ResponseRequest } from '../protocol/clientEvents.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import { assertImage } from './assertImage.ts'
import { newItemId } from './newItemId.ts'
import type { Prices } from './prices.ts'
import type {
  RealtimeSessionOptions,
  SendImageOptions,
  SendTextOptions,
} from './RealtimeSessionOptions.ts'
import { SessionCore } from './SessionCore.ts'
import type { SessionSnapshot } from './SessionSnapshot.ts'
import { soundId } from './soundId.ts'
import type { IfTaken, SessionTool } from './Toolbox.ts'
import { WireCommands } from './WireCommands.ts'

/**
 * One conversation with a speech model.
 *
 * Creating one has no effect until {@link connect}. Every method is bound: it may be passed on by itself.
 */
export class RealtimeSession extends WireCommands {
  readonly #core: SessionCore
  /** The line on which the talk button is down, and since when. A new line ends the press. */
  #pressed: { readonly line: Promise<void> | null; readonly atMs: number } | null = null

  readonly on: SessionCore['hub']['on']
  readonly once: SessionCore['hub']['once']
  readonly off: SessionCore['hub']['off']
  readonly offAll: SessionCore['hub']['offAll']
  readonly getSnapshot: () => SessionSnapshot
  readonly subscribe: (listener: () => void) => () => void

  constructor(options: RealtimeSessionOptions) {
    const core = new SessionCore(options)
    super(core)
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
  readonly interrupt = (): void => this.#core.act({ type: 'interrupt' })

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
    this.#core.act({ type: 'text.sent', itemId, text, role, respond })
    return itemId
  }

  /**
   * Shows a picture, with a text beside it if one is given, and asks for an answer unless `respond` is false.
   *
   * @param url - A `data:` URL of a PNG or JPEG, in base64. Services of the GA protocol and Voice Live see pictures; others have no word for them.
   * @returns The id of the new item.
   * @throws `VoiceError` `not_connected`, `item_refused`
   */
  readonly sendImage = (
    url: string,
    { text = '', detail, respond = true }: SendImageOptions = {},
  ): string => {
    this.#core.needConversation()
    assertImage(url, this.#core.loop.state.service)
    const itemId = newItemId()
    const image = { url, detail }
    this.#core.act({ type: 'image.sent', itemId, image, text, respond })
    return itemId
  }

  /** Asks for an answer now; while one is running it waits for its turn, until somebody speaks: one with a request of its own is then given up, with a `response_failed` warning. With `conversation: 'none'` it is out of band: it takes no turn, may run beside another, and what it calls is the app's to run. @throws `VoiceError` `not_connected` */
  readonly createResponse = (request?: ResponseRequest): void => {
    this.#core.needConversation()
    this.#core.act({ type: 'response.wanted', ...(request && { request }) })
  }

  /** Only what is given changes. In force when the snapshot's `settings` say so: the service may refuse it. */
  readonly updateSettings = (settings: SessionSettings): void =>
    this.#core.act({ type: 'settings.wanted', settings })

  /** Consents to a call that waits for it: an item with the status `awaiting-approval`. Ignored for every other. */
  readonly approve = (callId: string): void => this.#core.act({ type: 'tool.approved', callId })

  /** Forbids a call that waits for consent. @param reason - Told to the model. */
  readonly reject = (callId: string, reason = ''): void =>
    this.#core.act({ type: 'tool.rejected', callId, reason })

  /** Push to talk: the button is down. It interrupts. */
  readonly startTurn = (): void => {
    this.#core.needConversation()
    const { connector } = this.#core
    const line = connector.running()
    // A key that is held down says so again and again.
    if (this.#pressed?.line !== line) {
      this.#pressed = { line, atMs: Date.now() }
      connector.uplink.press()
    }
    this.#core.act({ type: 'talk.pressed' })
  }

  /** Push to talk: the button is up. A press under 100 ms, or with less than that of sound, sends nothing. */
  readonly endTurn = (): void => {
    const { connector } = this.#core
    const pressed = this.#pressed
    this.#pressed = null
    if (!pressed || pressed.line !== connector.running()) return
    const ms = Math.min(Date.now() - pressed.atMs, connector.sentMs())
    connector.uplink.release(ms)
    this.#core.act({ type: 'talk.released', ms })
  }

  /**
   * Says how far the sound of an answer has been heard, for an app that plays it itself and gave no player: truncation
   * counts from there, and so does the clock that goes on between two reports. Nothing with a player.
   *
   * @param heardMs - From the start of the item, or of that part of it. More than has arrived counts as all of it; less than was reported before, not at all.
   */
  readonly reportHeard = (itemId: string, heardMs: number, contentIndex = 0): void =>
    this.#core.virtualPlayer.correct(soundId(itemId, contentIndex), heardMs)

  /** As they were given in the options. */
  get prices(): Prices | undefined {
    return this.#core.prices
  }

  /**
   * A tool besides those of the option.
   *
   * @param ifTaken - Where there is one of this name: `wait` lets the first one go on until it is gone, and tells `tool_duplicate` by `onError` if both are there in the next microtask. Default `throw`.
   * @returns Takes it away again.
   * @throws `VoiceError` `tool_duplicate`
   */
  readonly addTool = (tool: SessionTool, ifTaken: IfTaken = 'throw'): (() => void) =>
    this.#core.toolbox.add(tool, ifTaken)

  readonly clearError = (): void => this.#core.act({ type: 'error.cleared' })
}
