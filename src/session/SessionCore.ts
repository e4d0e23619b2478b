import { VoiceError } from '../base/errors.ts'
import { Connector } from './Connector.ts'
import { Devices } from './Devices.ts'
import { Ears } from './Ears.ts'
import { EventHub, type AnyEvent } from './EventHub.ts'
import type { Effect, OwnEvent } from './events.ts'
import { guard } from './guard.ts'
import { Loop } from './Loop.ts'
import type { Prices } from './prices.ts'
import type { RealtimeSessionOptions } from './RealtimeSessionOptions.ts'
import { SoundFeed } from './SoundFeed.ts'
import { SoundTap } from './SoundTap.ts'
import { initialState } from './state.ts'
import { Toolbox } from './Toolbox.ts'
import { VirtualPlayer } from './VirtualPlayer.ts'
import { Wakes } from './Wakes.ts'
import { WarningPace } from './WarningPace.ts'

/**
 * Happen, decide, perform: joins the loop with what it acts on. `RealtimeSession` is its public face.
 *
 * Everything that happens goes into the loop, is decided by `reduce`, and comes out as effects, which are performed
 * here; nothing else changes the snapshot.
 */
export class SessionCore {
  readonly hub = new EventHub()
  readonly loop: Loop
  readonly connector: Connector
  readonly devices: Devices
  readonly toolbox: Toolbox
  /** Keeps the time where nobody plays the sound here. */
  readonly virtualPlayer = new VirtualPlayer(() => this.loop.state.settings.outputFormat)
  readonly #tap: SoundTap
  readonly #wakes: Wakes
  readonly #pace = new WarningPace()
  #options: RealtimeSessionOptions

  constructor(options: RealtimeSessionOptions) {
    this.#options = options
    const { provider, dialect } = options.endpoint
    const state = initialState(options.settings ?? {}, { provider, dialect })
    const loop = new Loop(state, (effect) => this.#perform(effect))
    this.loop = loop
    this.connector = new Connector(loop, {
      log: (any) => this.#log(any),
      heard: (event) => this.hub.emitServer(event),
      warn: (problem) => this.#report(problem),
    })
    this.devices = new Devices(
      (event) => loop.happen(event),
      new Ears(
        (event) => loop.happen(event),
        this.connector.uplink,
        () => loop.state,
      ),
      this.virtualPlayer,
      new SoundFeed(
        (event) => loop.happen(event),
        this.connector.telephony,
        () => loop.state.settings.outputFormat,
      ),
    )
    this.toolbox = new Toolbox((event) => loop.happen(event), options.tools)
    this.#wakes = new Wakes((event) =>
      loop.happen(
        event.type === 'speech.checked' ? { ...event, quietMs: this.connector.quietMs() } : event,
      ),
    )
    this.#tap = new SoundTap(this.hub, () => loop.state.settings.outputFormat)
    this.#use(options)
  }

  get prices(): Prices | undefined {
    return this.#options.prices
  }

  setOptions(options: Omit<RealtimeSessionOptions, 'settings'>): void {
    this.#options = { ...options, settings: this.#options.settings }
    this.loop.happen({ type: 'service.chosen', service: options.endpoint })
    this.#use(options)
  }

  #use(options: Omit<RealtimeSessionOptions, 'settings'>): void {
    this.loop.answerTimeoutMs = options.answerTimeoutMs
    this.devices.use(options)
    this.toolbox.use(options.tools ?? [])
  }

  connect(): Promise<void> {
    const running = this.connector.running()
    if (running) return running
    const { endpoint, transport, requireMicrophone } = this.#options
    this.#leave()
    const attempt = this.connector.begin(endpoint)
    this.devices.start().catch((error: unknown) => {
      if (!(error instanceof VoiceError) || attempt !== this.connector.running()) return
      if (requireMicrophone === true) this.#giveUp(error)
      else this.loop.happen({ type: 'trouble', error })
    })
    this.connector.open(endpoint, transport, (error) => this.#giveUp(error))
    return attempt
  }

  disconnect(): void {
    const { status } = this.loop.state.connection
    if (status === 'idle' || status === 'closed') return
    const attempt = this.connector.release()
    const error = new VoiceError('not_connected')
    this.#leave(error)
    this.loop.happen({ type: 'line.closed' })
    // Whoever was told of it may have begun anew.
    if (this.connector.running() === null) this.devices.stop()
    attempt?.fail(error)
  }

  /** What the app does happens with the tools that it has given by then. */
  act(event: OwnEvent): void {
    this.toolbox.tellNow()
    this.loop.happen(event)
  }

  /** @throws {@link VoiceError} `not_connected` */
  needConversation(): void {
    const { status } = this.loop.state.connection
    if (status === 'idle' || status === 'closed' || status === 'failed')
      throw new VoiceError('not_connected')
  }

  /** What was started for the conversation before, and belongs to no other. */
  #leave(ended?: VoiceError): void {
    if (ended) this.hub.end(ended)
    this.#wakes.clear()
    this.toolbox.abortAll()
  }

  #log(any: AnyEvent): void {
    this.hub.emit('*', any)
    guard(() => this.#options.onEvent?.(any))
  }

  #report(error: VoiceError): void {
    if (!this.#pace.allows(error, Date.now())) return
    if (error.severity === 'warning') this.hub.emit('warning', error)
    guard(() => this.#options.onError?.(error))
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        return this.connector.send(effect.event)
      case 'play':
        this.devices.play(effect)
        return this.#tap.hand(effect)
      case 'endItem':
        return this.devices.end(effect)
      case 'interruptPlayer':
        return this.devices.interrupt()
      case 'duck':
        return this.devices.duck()
      case 'unduck':
        return this.devices.unduck()
      case 'closeTurn':
        return this.connector.uplink.silence(effect.silenceMs)
      case 'connected':
        return this.connector.settle()
      case 'tell':
        return this.hub.emit('heard', effect.heard)
      case 'report':
        return this.#report(effect.error)
      case 'runTool':
        return this.toolbox.run(effect)
      case 'approveTool':
        return this.toolbox.approve(effect.callId)
      case 'abortTool':
        return this.toolbox.abort(effect.callId)
      case 'wake':
        return this.#wakes.set(effect)
      case 'giveUp':
        return this.#giveUp(effect.error)
    }
  }

  /** The line cannot be had, or is gone for good. */
  #giveUp(error: VoiceError): void {
    const attempt = this.connector.release()
    const { complaint } = this.loop.state
    const told = complaint && complaint.code !== error.code ? complaint : error
    this.#leave(told)
    this.loop.happen({ type: 'line.failed', error })
    if (this.connector.running() === null) this.devices.stopMicrophone()
    attempt?.fail(told)
  }
}
