import { Store } from '../base/Store.ts'
import { VoiceError } from '../base/errors.ts'
import { CaptureLine, type CaptureLineOptions } from './CaptureLine.ts'
import { LevelMeter } from './LevelMeter.ts'
import { Listeners } from './Listeners.ts'
import type { MicrophoneSource, MicrophoneState } from './MicrophoneSource.ts'
import { patched } from './patched.ts'
import type { CapturedChunk } from './voiceMessages.ts'

export interface MicrophoneOptions extends CaptureLineOptions {
  /** As listed by `listMicrophones`; the system's choice when left out, and when that device is gone. */
  readonly deviceId?: string | null | undefined
}

/** The microphone of a browser. Creating one does nothing: the user is asked by `start`. */
export class Microphone implements MicrophoneSource {
  readonly #store = new Store<MicrophoneState>({ status: 'off', error: null })
  readonly state = this.#store
  readonly #meter = new LevelMeter()
  /** The loudness of the room, also while muted, so that a page can say that nobody hears you. */
  readonly meter = this.#meter
  readonly #options: MicrophoneOptions
  readonly #listeners = new Listeners<(pcm: Int16Array<ArrayBuffer>) => void>()
  #deviceId: string | null
  #line: CaptureLine | null = null
  #starting: Promise<void> | null = null
  #muted = false

  constructor(options: MicrophoneOptions = {}) {
    this.#options = options
    this.#deviceId = options.deviceId ?? null
  }

  /**
   * Resolves also when it was stopped while the user was asked. Rejects with a VoiceError, which is also in the state:
   * `insecure_page`, `blocked_by_policy`, `microphone_denied`, `microphone_dismissed`, `microphone_missing`,
   * `microphone_busy`, `worklet_load_failed`, `audio_failed`.
   */
  start(): Promise<void> {
    if (this.#line && !this.#starting) return Promise.resolve()
    this.#starting ??= this.#open()
    return this.#starting
  }

  stop(): void {
    this.#muted = false
    this.#close()
    this.#change({ status: 'off', error: null })
  }

  mute(): void {
    this.#setMuted(true)
  }

  unmute(): void {
    this.#setMuted(false)
  }

  listen(listener: (pcm: Int16Array<ArrayBuffer>) => void): () => void {
    return this.#listeners.add(listener)
  }

  /** `null` for the system's choice. A running microphone moves over; rejects as `start` does. */
  selectDevice(deviceId: string | null): Promise<void> {
    if (deviceId === this.#deviceId) return this.#starting ?? Promise.resolve()
    this.#deviceId = deviceId
    if (this.#line === null) return Promise.resolve()
    this.#close()
    return this.start()
  }

  #open(): Promise<void> {
    const line = new CaptureLine(this.#options, {
      captured: (chunk) => this.#hear(line, chunk),
      lost: () => this.#fail(line, new VoiceError('microphone_lost'), 'lost'),
    })
    this.#line = line
    this.#change({ status: 'requesting', error: null })
    const opened = this.#opened(line)
    // The error is in the state as well, so a caller that only starts need not catch it.
    opened.catch(() => undefined)
    return opened
  }

  async #opened(line: CaptureLine): Promise<void> {
    try {
      await line.open(this.#deviceId)
    } catch (cause) {
      const error = cause instanceof VoiceError ? cause : new VoiceError('audio_failed', { cause })
      this.#fail(line, error, 'off')
      throw error
    }
    if (line !== this.#line) return
    this.#starting = null
    this.#change({ status: 'live' })
    // It may have been muted while the user was asked.
    if (this.#muted) this.#setMuted(true)
  }

  #hear(line: CaptureLine, { pcm, rms, last }: CapturedChunk): void {
    // The last chunk comes after `stop`, but not once a new conversation has begun.
    if (line !== this.#line && !(last && this.#line === null)) return
    this.#meter.measure(last ? 0 : rms)
    if (pcm === null || pcm.length === 0 || this.#muted) return
    this.#listeners.each((listener) => listener(pcm.slice()))
  }

  #setMuted(muted: boolean): void {
    this.#muted = muted
    this.#line?.setMuted(muted)
    const { status } = this.#store.get()
    if (status === 'live' || status === 'muted') this.#change({ status: muted ? 'muted' : 'live' })
  }

  #fail(line: CaptureLine, error: VoiceError, status: 'off' | 'lost'): void {
    if (line !== this.#line) return
    this.#close()
    this.#change({ status, error })
  }

  #close(): void {
    this.#line?.close()
    this.#line = null
    this.#starting = null
    this.#meter.measure(0)
  }

  #change(part: Partial<MicrophoneState>): void {
    this.#store.set(patched(this.#store.get(), part))
  }
}
