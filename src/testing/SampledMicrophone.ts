import { LevelMeter, rms } from '../audio/sound/LevelMeter.ts'
import { Listeners } from '../base/Listeners.ts'
import type {
  CaptureListener,
  MicrophoneSource,
  MicrophoneState,
} from '../audio/MicrophoneSource.ts'
import { TELEPHONE_RATE_HZ, VOICE_RATE_HZ, msToSamples } from '../audio/sound/pcm.ts'
import { Resampler } from '../audio/sound/Resampler.ts'
import { Store } from '../base/Store.ts'
import { VoiceError, type VoiceErrorCode } from '../base/errors.ts'

export interface SampledMicrophoneOptions {
  /** Length of a chunk in milliseconds, 20 to 100. @defaultValue 40 */
  readonly chunkMs?: number | undefined
}

/** A microphone that hears what the test says to it, and fails when the test wants it to. */
export class SampledMicrophone implements MicrophoneSource {
  readonly #store = new Store<MicrophoneState>({ status: 'off', error: null })
  readonly state = this.#store
  readonly meter = new LevelMeter()
  readonly #chunkSamples: number
  readonly #listeners = new Listeners<(chunk: Int16Array) => void>()
  #failure: VoiceErrorCode | null = null
  #starting: Promise<void> | null = null
  #attempt = 0
  #muted = false

  constructor(options: SampledMicrophoneOptions = {}) {
    const chunkMs = Math.min(100, Math.max(20, options.chunkMs ?? 40))
    this.#chunkSamples = msToSamples(chunkMs, VOICE_RATE_HZ)
  }

  start(): Promise<void> {
    const { status } = this.state.get()
    if (status === 'live' || status === 'muted') return Promise.resolve()
    this.#starting ??= this.#open()
    return this.#starting
  }

  stop(): void {
    this.#attempt++
    this.#starting = null
    this.#muted = false
    this.#store.set({ status: 'off', error: null })
  }

  mute(): void {
    this.#muted = true
    if (this.state.get().status === 'live') this.#store.set({ status: 'muted', error: null })
  }

  unmute(): void {
    this.#muted = false
    if (this.state.get().status === 'muted') this.#store.set({ status: 'live', error: null })
  }

  /** At 8,000 Hz the last 4 ms wait for what follows them, as with a real one. */
  listen(listener: CaptureListener, rateHz?: number): () => void {
    const wishHz = rateHz === TELEPHONE_RATE_HZ ? TELEPHONE_RATE_HZ : VOICE_RATE_HZ
    const resampler = new Resampler(VOICE_RATE_HZ, wishHz)
    return this.#listeners.add((chunk) => {
      const pcm = resampler.resamplePcm16(chunk)
      if (pcm.length > 0) listener(pcm, wishHz)
    })
  }

  /** Says 24 kHz mono PCM16: listeners have all of it, in chunks, when this returns. Nobody hears it unless `live`. */
  speak(pcm: Int16Array): void {
    for (let at = 0; at < pcm.length; at += this.#chunkSamples) {
      const chunk = pcm.slice(at, at + this.#chunkSamples)
      this.meter.measure(rms(chunk))
      this.#listeners.each((listener) => {
        const { status, isMutedBySystem } = this.state.get()
        if (status === 'live' && isMutedBySystem !== true) listener(chunk)
      })
    }
  }

  /** The next `start()` rejects with this, and only the next. */
  fail(code: VoiceErrorCode): void {
    this.#failure = code
  }

  /** As if a call took the sound, or a switch on the device. */
  muteBySystem(isMutedBySystem: boolean): void {
    this.#store.set({ ...this.#store.get(), isMutedBySystem })
  }

  /** As if it were unplugged. */
  lose(): void {
    this.#attempt++
    this.#starting = null
    this.#store.set({ status: 'lost', error: new VoiceError('microphone_lost') })
  }

  async #open(): Promise<void> {
    const attempt = ++this.#attempt
    this.#store.set({ status: 'requesting', error: null })
    // As with a real one, the answer does not come in the same tick: `stop()` may be first.
    await Promise.resolve()
    if (attempt !== this.#attempt) return
    this.#starting = null
    const failure = this.#failure
    this.#failure = null
    if (failure === null)
      return this.#store.set({ status: this.#muted ? 'muted' : 'live', error: null })
    const error = new VoiceError(failure)
    this.#store.set({ status: 'off', error })
    throw error
  }
}
