import { VoiceError } from '../base/errors.ts'
import { websocket } from '../transport/websocket.ts'
import type { WebSocketConstructor } from '../transport/WebSocketTransport.ts'
import { Announcer } from './azureRealTime/Announcer.ts'
import { AppReports } from './azureRealTime/AppReports.ts'
import type {
  AzureRealTimeEvents,
  AzureRealTimeOptions,
  ConversationItem,
  FlatEvent,
  ResponseConfig,
  WebSocketOptions,
  WebSocketState,
} from './azureRealTime/types.ts'
import { connectionState } from './azureRealTime/connectionState.ts'
import { endpointOf } from './azureRealTime/endpointOf.ts'
import { itemInGaWords, requestInGaWords } from './azureRealTime/inGaWords.ts'
import { Listeners, type Untyped } from './azureRealTime/Listeners.ts'
import type { ModelStatusEnum } from './azureRealTime/ModelStatusEnum.ts'
import { settingsOf } from './azureRealTime/settingsOf.ts'
import { Sockets } from './azureRealTime/Sockets.ts'
import { RealtimeSession } from './RealtimeSession.ts'

/**
 * A conversation with an Azure OpenAI deployment, under the names and in the words of the preview's clients.
 *
 * It connects when it is made; listeners that are added right after hear everything. They hear the preview's names
 * and shapes from services of the GA protocol too.
 */
export class AzureRealTimeAudio {
  /** The conversation itself, with all that the names here do not cover: snapshot, pictures, measures, `interrupt`. */
  readonly session: RealtimeSession
  readonly #listeners = new Listeners()
  readonly #announcer = new Announcer(this.#listeners)
  readonly #sockets: Sockets
  readonly #reports: AppReports
  readonly #dialect: 'GA' | 'flat'
  readonly #host: string

  /**
   * @param websocketOptions - `protocols`, and what else the given class takes. Never logged.
   * @param WebSocketImpl - Needed where the platform has none, as in Node 20: the class of the package `ws`.
   * @throws {@link VoiceError} `endpoint_invalid`, `api_key_in_browser`. What fails later is told to the listeners of `error`.
   */
  constructor(
    options: AzureRealTimeOptions,
    websocketOptions: WebSocketOptions = {},
    WebSocketImpl?: WebSocketConstructor,
  ) {
    const { player, microphone, sessionConfig } = options
    const endpoint = endpointOf(options)
    this.#dialect = endpoint.dialect
    this.#host = endpoint.host
    this.#sockets = new Sockets(WebSocketImpl, websocketOptions)
    this.session = new RealtimeSession({
      endpoint,
      settings: settingsOf(sessionConfig),
      transport: websocket({ WebSocket: this.#sockets.WebSocket }),
      player,
      microphone,
      onError: this.#announcer.report,
    })
    this.#reports = new AppReports(this.session, this.#listeners, player !== undefined)
    this.#announcer.follow(this.session)
    void this.session.connect()
  }

  /** Whether the service has accepted the settings: true from `init` on. */
  get isInitialized(): boolean {
    return this.session.getSnapshot().connection.status === 'connected'
  }

  /** Of the line. */
  get state(): WebSocketState {
    return connectionState(this.session.getSnapshot().connection, this.#sockets.state)
  }

  /** Derived from what is said and heard: it may differ from what was set. */
  get status(): ModelStatusEnum {
    return this.#reports.status
  }

  /**
   * Reports a fact, for an app that plays the sound itself. `listening`: the user talks, and interrupts; every other ends
   * that. `idle`: besides, all the sound that came was heard. With a player it is left out, with a warning.
   */
  set status(status: ModelStatusEnum) {
    this.#reports.statusSet(status)
  }

  /** Hears an event of the service by its name in the preview, or one of ours: `init`, `status_changed`, `error`, `warning`. */
  on<K extends keyof AzureRealTimeEvents>(
    event: K,
    listener: (event: AzureRealTimeEvents[K]) => void,
  ): void
  on(event: string, listener: (event: FlatEvent) => void): void
  on<F>(event: string, listener: Untyped extends F ? F : never): void
  on(event: string, listener: Untyped): void {
    this.#listeners.add(event, listener)
  }

  once<K extends keyof AzureRealTimeEvents>(
    event: K,
    listener: (event: AzureRealTimeEvents[K]) => void,
  ): void
  once(event: string, listener: (event: FlatEvent) => void): void
  once<F>(event: string, listener: Untyped extends F ? F : never): void
  once(event: string, listener: Untyped): void {
    this.#listeners.add(event, listener, true)
  }

  /** Without a listener, all of that event. */
  off(event: string, listener?: Untyped): void {
    this.#listeners.remove(event, listener)
  }

  offAll(): void {
    this.#listeners.clear()
  }

  /**
   * Until `init` it waits, the last 10 s of it; after the end it is dropped.
   *
   * @param base64Audio - As `input_audio_format` says; bytes and samples are taken too.
   * @throws {@link VoiceError} `item_refused`, for what is none of these
   */
  appendAudio(base64Audio: string | Int16Array | Uint8Array | ArrayBuffer): void {
    this.session.appendAudio(base64Audio)
  }

  /** Makes an item of the sound that was sent. Asks for no answer. The services refuse less than 100 ms. @throws {@link VoiceError} `not_connected`, after `close` or a failure */
  commitAudio(): void {
    this.session.commitAudio()
    this.#reports.turnEnded()
  }

  /** Forgets the sound that was sent and not committed. */
  clearAudioBuffer(): void {
    this.session.clearAudioBuffer()
  }

  /** Adds an item at the end, or after another. Asks for no answer. @throws {@link VoiceError} `not_connected`, after `close` or a failure; `item_refused`, for what is no item */
  createConversationItem(item: ConversationItem, previousItemId?: string): void {
    this.session.createConversationItem(itemInGaWords(item), previousItemId)
  }

  deleteItem(itemId: string): void {
    this.session.deleteItem(itemId)
  }

  /** Cuts the audio of an answer, and its words, in the model's memory. @param audioEndMs - From the start of the item's audio; at least 1. @throws {@link VoiceError} `item_refused` */
  truncateItem(itemId: string, contentIndex: number, audioEndMs: number): void {
    this.session.truncateItem(itemId, contentIndex, audioEndMs)
  }

  /** Asks for an answer; while one is running it waits for its turn. @throws {@link VoiceError} `not_connected`, after `close` or a failure */
  createResponse(responseConfig: ResponseConfig = {}): void {
    const { temperature, ...config } = responseConfig
    const isKept = temperature === undefined || this.#dialect === 'flat'
    if (!isKept) {
      const details = { host: this.#host, setting: 'temperature' }
      this.#announcer.report(new VoiceError('setting_unavailable', { details }))
    }
    this.session.createResponse(requestInGaWords(isKept ? responseConfig : config))
  }

  /** Stops what is being generated. Sound that came by then plays on: to stop that too, `session.interrupt`. */
  cancelResponse(): void {
    this.session.cancelResponse()
  }

  /** All the sound that came was heard, for an app that plays it itself; without it, a clock counts. With a player it is left out, with a warning. */
  setModelSpeakDone(): void {
    this.#reports.allHeard()
  }

  /** Ends the conversation. Safe at any time. A new one is a new client. */
  close(): void {
    this.session.disconnect()
  }
}
