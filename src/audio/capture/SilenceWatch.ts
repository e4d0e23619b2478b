import { VoiceError } from '../../base/errors.ts'
import type { Capture, CaptureWatch } from './CaptureWatch.ts'
import { ownChoice } from './ownChoice.ts'
import type { CapturedChunk } from '../worklet/voiceMessages.ts'

/** Devices, those on Bluetooth above all, need a while to wake up. */
const GRACE_MS = 5000
/** Of nothing but zeros: the quietest room is louder. */
const SILENT_MS = 4000

/** Notices a microphone that gives no sound at all: opens it once more, and says so when that does not help. */
export class SilenceWatch implements CaptureWatch {
  readonly #capture: Capture
  #sinceStartMs = 0
  #silentMs = 0
  #hasReopened = false
  #isReopening = false

  constructor(capture: Capture) {
    this.#capture = capture
  }

  /** Another device is another start. */
  heard(): void {
    if (this.#isReopening) return
    this.#sinceStartMs = 0
    this.#silentMs = 0
    this.#hasReopened = false
  }

  /** By the audio that came and not by a clock: a page that could not run for a while has not heard silence. */
  chunk({ pcm, rateHz, rms }: CapturedChunk): void {
    const { status, isMutedBySystem, notice } = this.#capture.state
    if (rms > 0 && notice?.code === 'microphone_silent') this.#capture.tell({ notice: null })
    const ms = pcm === null ? 0 : (pcm.length * 1000) / rateHz
    this.#sinceStartMs += ms
    const isOpen = ms > 0 && status === 'live' && isMutedBySystem !== true
    if (!isOpen || rms > 0) this.#silentMs = 0
    else if (this.#sinceStartMs > GRACE_MS) this.#silentMs += ms
    if (this.#silentMs < SILENT_MS || this.#isReopening) return
    this.#silentMs = 0
    if (this.#hasReopened) this.#tell()
    else void this.#reopen()
  }

  stop(): void {
    // It holds nothing.
  }

  async #reopen(): Promise<void> {
    this.#hasReopened = true
    this.#isReopening = true
    try {
      await this.#capture.swap(await this.#capture.ask(ownChoice(this.#capture)))
    } catch {
      // What is heard now goes on; should it end, that is told as such.
    } finally {
      this.#isReopening = false
      this.#silentMs = 0
    }
  }

  #tell(): void {
    const { state } = this.#capture
    if (state.notice?.code === 'microphone_silent') return
    const device = state.device?.label
    const notice = new VoiceError('microphone_silent', { details: { ...(device && { device }) } })
    this.#capture.tell({ notice })
  }
}
