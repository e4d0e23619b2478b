import { VoiceError } from '../base/errors.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import { Connector } from './Connector.ts'
import { Devices } from './Devices.ts'
import { EventHub, type AnyEvent } from './EventHub.ts'
import type { Effect } from './events.ts'
import { guard } from './guard.ts'
import { Loop } from './Loop.ts'
import { newItemId } from './newItemId.ts'
import { initialState } from './state.ts'
import { toBase64 } from './toBase64.ts'
import type { RealtimeSessionOptions, SendTextOptions } from './RealtimeSessionOptions.ts'
import type { SessionSnapshot } from './SessionSnapshot.ts'

/**
 * One conversation with a speech model.
 *
 * Everything that happens goes into the loop, is decided by `reduce`, and comes out as effects, which are performed
 * here; nothing else changes the snapshot. Creating one has no effect until {@link connect}.
 */
export class RealtimeSession {
  readonly #hub = new EventHub()
  readonly #loop: Loop
  readonly #devices: Devices
  readonly #connector: Connector
  #options: RealtimeSessionOptions
  #pressedAtMs = 0

  readonly on = this.#hub.on
  readonly once = this.#hub.once
  readonly off = this.#hub.off
  readonly offAll = this.#hub.offAll
  readonly getSnapshot: () => SessionSnapshot
  readonly subscribe: (listener: () => void) => () => void

  constructor(options: RealtimeSessionOptions) {
    this.#options = options
    this.#loop = new Loop(initialState(options.settings ?? {}), (effect) => this.#perform(effect))
    this.getSnapshot = this.#loop.snapshots.get
    this.subscribe = this.#loop.snapshots.subscribe
    this.#connector = new Connector(this.#loop, {
      log: (any) => this.#log(any),
      heard: (event) => this.#hub.emitServer(event),
      warn: (problem) => this.#report(problem),
    })
    this.#devices = new Devices(
      (event) => this.#loop.happen(event),
      (pcm) => this.#connector.uplink.push(pcm),
    )
    this.#devices.use(options)
  }

  /** Devices join the running conversation; a changed endpoint is used by the next attempt and never cuts the line. Settings go through `updateSettings`. */
  readonly setOptions = (options: Omit<RealtimeSessionOptions, 'settings'>): void => {
    this.#options = { ...options, settings: this.#options.settings }
    this.#devices.use(options)
  }

  /**
   * Begins a conversation, and ends the one before it.
   *
   * Call it from a click: the microphone and the loudspeaker are opened in the same tick, and browsers allow it
   * only there. A second call while connecting answers the same promise.
   *
   * @returns When the service has accepted the settings. Rejects with the {@link VoiceError} that is in the snapshot too; nobody has to catch it.
   */
  readonly connect = (): Promise<void> => {
    const running = this.#connector.running()
    if (running) return running
    const { endpoint, transport, requireMicrophone } = this.#options
    const attempt = this.#connector.begin()
    this.#devices.start().catch((error: unknown) => {
      if (!(error instanceof VoiceError) || attempt !== this.#connector.running()) return
      if (requireMicrophone === true) this.#giveUp(error)
      else this.#loop.happen({ type: 'trouble', error })
    })
    this.#connector.open(endpoint, transport, (error) => this.#giveUp(error))
    return attempt
  }

  /** Ends the conversation from any phase; its items stay readable. What `connect` started is stopped. Safe to call at any time. */
  readonly disconnect = (): void => {
    const { status } = this.#loop.state.connection
    if (status === 'idle' || status === 'closed') return
    const attempt = this.#connector.release()
    this.#loop.happen({ type: 'line.closed' })
    // Whoever was told of it may have begun anew.
    if (this.#connector.running() === null) this.#devices.stop()
    attempt?.fail(new VoiceError('not_connected'))
  }

  /** Cuts the answer at once, whether it is audible yet or not. */
  readonly interrupt = (): void => this.#loop.happen({ type: 'interrupt' })

  /**
   * Says something in writing, and interrupts what is being said unless `respond` is false.
   *
   * While connecting it waits for the line.
   *
   * @returns The id of the new item.
   * @throws {@link VoiceError} `not_connected`
   */
  readonly sendText = (
    text: string,
    { role = 'user', respond = true }: SendTextOptions = {},
  ): string => {
    this.#needConversation()
    const itemId = newItemId()
    this.#loop.happen({ type: 'text.sent', itemId, text, role, respond })
    return itemId
  }

  /** Asks for an answer now; while one is running it waits for its turn. @throws {@link VoiceError} `not_connected` */
  readonly createResponse = (options: { readonly instructions?: string } = {}): void => {
    this.#needConversation()
    this.#loop.happen({ type: 'response.wanted', ...options })
  }

  /** Sends sound of your own. @param audio - 24 kHz mono PCM16: samples, bytes (little endian), or base64. Dropped without a line. */
  readonly appendAudio = (audio: Int16Array | Uint8Array | ArrayBuffer | string): void => {
    if (this.#loop.state.connection.status !== 'connected') return
    this.#connector.send({
      type: 'input_audio_buffer.append',
      audio: toBase64(audio),
    })
  }

  /** Only what is given changes. In force when the snapshot's `settings` say so: the service may refuse it. */
  readonly updateSettings = (settings: SessionSettings): void =>
    this.#loop.happen({ type: 'settings.wanted', settings })

  /** Push to talk: the button is down. It interrupts. */
  readonly startTurn = (): void => {
    this.#needConversation()
    this.#pressedAtMs = Date.now()
    this.#loop.happen({ type: 'talk.pressed' })
  }

  /** Push to talk: the button is up. A press under 100 ms sends nothing. */
  readonly endTurn = (): void =>
    this.#loop.happen({ type: 'talk.released', ms: Date.now() - this.#pressedAtMs })

  readonly clearError = (): void => this.#loop.happen({ type: 'error.cleared' })

  #needConversation(): void {
    const { status } = this.#loop.state.connection
    if (status === 'idle' || status === 'closed' || status === 'failed')
      throw new VoiceError('not_connected')
  }

  #log(any: AnyEvent): void {
    this.#hub.emit('*', any)
    guard(() => this.#options.onEvent?.(any))
  }

  #report(error: VoiceError): void {
    if (error.severity === 'warning') this.#hub.emit('warning', error)
    guard(() => this.#options.onError?.(error))
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        return this.#connector.send(effect.event)
      case 'play':
        return this.#devices.play(effect)
      case 'endItem':
        return this.#devices.end(effect)
      case 'interruptPlayer':
        return this.#devices.interrupt()
      case 'duck':
        return this.#devices.duck()
      case 'unduck':
        return this.#devices.unduck()
      case 'closeTurn':
        return this.#connector.uplink.silence(effect.silenceMs)
      case 'connected':
        return this.#connector.settle()
      case 'tell':
        return this.#hub.emit('heard', effect.heard)
      case 'report':
        return this.#report(effect.error)
      case 'giveUp':
        return this.#giveUp(effect.error)
    }
  }

  /** The line cannot be had, or is gone for good. */
  #giveUp(error: VoiceError): void {
    const attempt = this.#connector.release()
    const told = this.#loop.state.complaint ?? error
    this.#loop.happen({ type: 'line.failed', error })
    if (this.#connector.running() === null) this.#devices.stopMicrophone()
    attempt?.fail(told)
  }
}
