import { Store } from '../base/Store.ts'
import { VoiceError } from '../base/errors.ts'
import { CaptureClick } from './capture/CaptureClick.ts'
import type { Ear } from './capture/CaptureEars.ts'
import type { CaptureEngine } from './capture/CaptureEngine.ts'
import type { CaptureHost } from './capture/CaptureHost.ts'
import type { CaptureOptions } from './capture/CaptureOptions.ts'
import { LevelMeter } from './sound/LevelMeter.ts'
import type { CaptureListener, MicrophoneSource, MicrophoneState } from './MicrophoneSource.ts'
import { patched } from '../base/patched.ts'

export interface MicrophoneOptions extends CaptureOptions {
  /** As listed by `listMicrophones`; the system's choice when left out, and when that device is gone. */
  readonly deviceId?: string | null | undefined
}

const AT_REST = { device: null, isMutedBySystem: false, notice: null } as const

/** One start, from the click to the end; its engine comes when it is loaded. */
interface Run {
  click: CaptureClick | null
  engine: CaptureEngine | null
}

const loadEngine = () =>
  import('./capture/CaptureEngine.ts').catch((cause: unknown) => {
    throw new VoiceError('part_load_failed', { details: { part: 'microphone' }, cause })
  })

const asVoiceError = (cause: unknown) =>
  cause instanceof VoiceError ? cause : new VoiceError('audio_failed', { cause })

/** The microphone of a browser. Creating one does nothing: the user is asked by `start`. */
export class Microphone implements MicrophoneSource {
  readonly #store = new Store<MicrophoneState>({ status: 'off', error: null, ...AT_REST })
  readonly state = this.#store
  readonly #meter = new LevelMeter()
  /** The loudness of the room, also while muted, so that a page can say that nobody hears you. */
  readonly meter = this.#meter
  readonly #options: MicrophoneOptions
  readonly #ears = new Set<Ear>()
  #deviceId: string | null
  #run: Run | null = null
  #starting: Promise<void> | null = null
  #moving: Promise<void> | null = null
  #muted = false

  constructor(options: MicrophoneOptions = {}) {
    this.#options = options
    this.#deviceId = options.deviceId ?? null
  }

  /** As chosen; null for the system's choice. Which one is really heard is in the state. */
  get deviceId(): string | null {
    return this.#deviceId
  }

  get workerUrl(): string | URL | undefined {
    return this.#options.workerUrl
  }

  /**
   * Resolves also when it was stopped while the user was asked. Rejects with a VoiceError, which is also in the state:
   * `insecure_page`, `blocked_by_policy`, `microphone_denied`, `microphone_dismissed`, `microphone_missing`,
   * `microphone_busy`, `worklet_load_failed`, `part_load_failed`, `audio_failed`.
   */
  start(): Promise<void> {
    // A page may have started it by itself, and only in this click will it run.
    ;(this.#run?.engine ?? this.#run?.click)?.resume()
    if (this.#run && !this.#starting) return Promise.resolve()
    this.#starting ??= this.#open()
    return this.#starting
  }

  stop(): void {
    this.#muted = false
    this.#close()
    this.#change({ status: 'off', error: null, ...AT_REST })
  }

  mute(): void {
    this.#setMuted(true)
  }

  unmute(): void {
    this.#setMuted(false)
  }

  /**
   * Chunks of `chunkMs`, while live. Whoever joins a microphone that is live is first given its last `prerollMs`, in one
   * piece; with 8,000 Hz they may still be at 24,000. See {@link MicrophoneSource.listen}.
   */
  listen(listener: CaptureListener, rateHz?: number): () => void {
    const ear: Ear = { listener, rateHz }
    this.#ears.add(ear)
    this.#run?.engine?.joined(ear)
    return () => {
      if (this.#ears.delete(ear)) this.#run?.engine?.left(ear)
    }
  }

  /**
   * `null` for the system's choice. A running microphone is heard until the other one is, without a gap, and stays the
   * chosen one when that one cannot be had: then this rejects as `start` does, and the error is also in the state.
   */
  selectDevice(deviceId: string | null): Promise<void> {
    if (deviceId === this.#deviceId) {
      // That another one was refused is over.
      if (this.#run) this.#change({ error: null })
      return this.#moving ?? this.#starting ?? Promise.resolve()
    }
    this.#deviceId = deviceId
    if (this.#run === null) return Promise.resolve()
    if (this.#run.engine && !this.#starting) return this.#move(this.#run.engine, deviceId)
    this.#close()
    return this.start()
  }

  #move(engine: CaptureEngine, deviceId: string | null): Promise<void> {
    const moving = engine.select(deviceId).catch((cause: unknown) => {
      const error = asVoiceError(cause)
      this.#deviceId = engine.chosenId
      this.#moving = null
      this.#change({ error })
      throw error
    })
    moving.catch(() => undefined)
    this.#moving = moving
    return moving
  }

  #open(): Promise<void> {
    const run: Run = { click: null, engine: null }
    this.#run = run
    this.#change({ status: 'requesting', error: null, ...AT_REST })
    const opened = this.#opened(run)
    // The error is in the state as well, so a caller that only starts need not catch it.
    opened.catch(() => undefined)
    return opened
  }

  async #opened(run: Run): Promise<void> {
    try {
      run.click = new CaptureClick(this.#options, this.#deviceId)
      const { CaptureEngine } = await loadEngine()
      if (run !== this.#run) return
      run.engine = new CaptureEngine(run.click, this.#options, this.#host(run))
      await run.engine.open()
    } catch (cause) {
      if (run !== this.#run) return
      const error = asVoiceError(cause)
      this.#fail(run, error, 'off')
      throw error
    }
    if (run !== this.#run) return
    this.#starting = null
    this.#change({ status: 'live' })
    // It may have been muted while the user was asked.
    if (this.#muted) this.#setMuted(true)
  }

  #host(run: Run): CaptureHost {
    return {
      ears: this.#ears,
      meter: this.#meter,
      state: this.#store.get,
      change: (part) => run === this.#run && this.#change(part),
      lost: (error) => this.#fail(run, error, 'lost'),
      hasSuccessor: () => this.#run !== null && this.#run !== run,
    }
  }

  #setMuted(muted: boolean): void {
    this.#muted = muted
    this.#run?.engine?.setMuted(muted)
    const { status } = this.#store.get()
    if (status === 'live' || status === 'muted') this.#change({ status: muted ? 'muted' : 'live' })
  }

  #fail(run: Run, error: VoiceError, status: 'off' | 'lost'): void {
    if (run !== this.#run) return
    this.#close()
    this.#change({ status, error, ...AT_REST })
  }

  #close(): void {
    const run = this.#run
    this.#run = null
    this.#starting = null
    this.#moving = null
    if (run?.engine) run.engine.close()
    else run?.click?.letGo()
    this.#meter.measure(0)
  }

  #change(part: Partial<MicrophoneState>): void {
    this.#store.set(patched(this.#store.get(), part))
  }
}
