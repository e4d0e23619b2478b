import { Store } from '../base/Store.ts'
import { VoiceError } from '../base/errors.ts'
import { EarlySound } from './playback/EarlySound.ts'
import { LevelMeter } from './sound/LevelMeter.ts'
import { Listeners } from '../base/Listeners.ts'
import { OutputGate } from './playback/OutputGate.ts'
import type { OutputOptions } from './playback/OutputKeeper.ts'
import { patched } from '../base/patched.ts'
import type { PlaybackEngine } from './playback/PlaybackEngine.ts'
import type { Heard, Player, PlayerListener, PlayerState } from './Player.ts'

/** `workletUrl`: where react-realtime-voice/worklet.js is served, for a strict Content-Security-Policy. `jitterMs`: see docs/sound.md. */
export type AudioPlayerOptions = OutputOptions

/**
 * Plays through the loudspeaker of a browser.
 *
 * Creating one does nothing. What is played before `start` is kept. What has to wait because the browser wants a click,
 * or the system took the sound away, is kept for 2 s; after that its item counts as not heard.
 */
export class AudioPlayer implements Player {
  readonly state: Store<PlayerState>
  readonly meter = new LevelMeter()
  readonly #options: AudioPlayerOptions
  readonly #listeners = new Listeners<PlayerListener>()
  readonly #early = new EarlySound()
  /** Opened in the click. The engine, once it is there, takes care of it. */
  #gate: OutputGate | null = null
  #engine: PlaybackEngine | null = null
  #loading: Promise<void> | null = null

  constructor(options: AudioPlayerOptions = {}) {
    const { deviceId = null } = options
    this.#options = options
    this.state = new Store<PlayerState>({
      status: 'off',
      isPlaying: false,
      volume: 1,
      error: null,
      deviceId,
      notice: null,
    })
  }

  /**
   * Rejects with a VoiceError `worklet_load_failed`, `part_load_failed` or `audio_failed`, which is also in the state.
   * Call it again to unblock, from a click.
   */
  start(): Promise<void> {
    const started = this.#start()
    // The error is in the state as well, so a caller that only starts need not catch it.
    started.catch(() => undefined)
    return started
  }

  stop(): void {
    this.#close()
    this.#change({ status: 'off', error: null, notice: null })
  }

  setVolume(volume: number): void {
    const clamped = Math.min(1, Math.max(0, volume)) || 0
    this.#engine?.setVolume(clamped)
    this.#change({ volume: clamped })
  }

  duck(share: number): void {
    // Before there is an engine there is no sound to lower.
    this.#engine?.duck(share)
  }

  /**
   * Plays through another loudspeaker from here on, by its id in `outputDevices` or `enumerateDevices`; `null` is the system's choice.
   *
   * Never rejects: one that cannot be had, or goes away later, becomes the system's choice, with the notice
   * `device_changed`. Does nothing but remember it while the player is off.
   */
  async selectDevice(deviceId: string | null): Promise<void> {
    this.#change({ deviceId })
    await this.#engine?.select(deviceId)
  }

  listen(listener: PlayerListener): () => void {
    return this.#listeners.add(listener)
  }

  play(itemId: string, contentIndex: number, audio: string | Int16Array): void {
    if (this.#engine) this.#engine.play(itemId, contentIndex, audio)
    else if (this.state.get().status !== 'failed') this.#early.play(itemId, contentIndex, audio)
  }

  end(itemId: string): void {
    if (this.#engine) this.#engine.end(itemId)
    else if (this.state.get().status !== 'failed') this.#early.end(itemId)
  }

  interrupt(): Promise<readonly Heard[]> {
    return this.#engine?.interrupt() ?? Promise.resolve(this.#early.interrupt())
  }

  position(): Heard | null {
    return this.#engine?.position() ?? null
  }

  rebind(): void {
    this.#engine?.rebind()
  }

  async #start(): Promise<void> {
    let gate = this.#gate
    try {
      gate = this.#gate ??= this.#open()
      const resumed = this.#engine?.resume() ?? this.#resume(gate)
      this.#loading ??= this.#load(gate, resumed)
      await Promise.all([this.#loading, resumed])
    } catch (cause) {
      // Stopped in the meantime: then nobody waits for it.
      if (gate !== this.#gate) return
      const error = cause instanceof VoiceError ? cause : new VoiceError('audio_failed', { cause })
      this.#fail(error)
      throw error
    }
  }

  #open(): OutputGate {
    const gate = new OutputGate(this.#options)
    this.#change({ status: 'starting', error: null })
    return gate
  }

  async #resume(gate: OutputGate): Promise<void> {
    const running = await gate.resume()
    // The engine says so itself, if it is there by now.
    if (running || gate !== this.#gate || this.#engine) return
    this.#change({ status: 'blocked', error: new VoiceError('audio_blocked') })
  }

  async #load(gate: OutputGate, resumed: Promise<void>): Promise<void> {
    const { PlaybackEngine } = await import('./playback/PlaybackEngine.ts').catch(
      (cause: unknown) => {
        throw new VoiceError('part_load_failed', { details: { part: 'sound' }, cause })
      },
    )
    if (gate !== this.#gate) return
    const engine = new PlaybackEngine(this.#options, this.state.get(), {
      meter: this.meter,
      listeners: this.#listeners,
      change: (part) => this.#change(part),
      failed: (error) => this.#fail(error),
    })
    this.#engine = engine
    const opened = engine.open(gate, resumed)
    this.#early.flow(engine)
    await opened
  }

  #fail(error: VoiceError): void {
    this.#close()
    this.#change({ status: 'failed', error, notice: null })
  }

  #close(): void {
    if (this.#engine) this.#engine.close()
    else this.#gate?.release()
    this.#gate = this.#engine = this.#loading = null
    this.#early.clear()
  }

  #change(part: Partial<PlayerState>): void {
    this.state.set(patched(this.state.get(), part))
  }
}
