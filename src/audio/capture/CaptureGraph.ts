import { VoiceError } from '../../base/errors.ts'
import { captureContext, type VoiceContext } from '../audioContext.ts'
import { Backoff } from '../Backoff.ts'
import type { CaptureOptions } from './CaptureOptions.ts'
import { CaptureWay, type CaptureWayListener } from './CaptureWay.ts'
import { VOICE_RATE_HZ } from '../sound/pcm.ts'

export interface CaptureGraphListener extends Pick<CaptureWayListener, 'captured' | 'interrupted'> {
  /** It broke, and could not be made anew. */
  failed(error: VoiceError): void
}

/** The way from streams to chunks, and how it is made anew when it breaks: the stream that is plugged in now stays so. */
export class CaptureGraph {
  readonly #options: CaptureOptions
  readonly #listener: CaptureGraphListener
  readonly #breaks = new Backoff()
  #way: CaptureWay
  #stream: MediaStream | null = null
  #renewing: Promise<void> | null = null
  /** Whether it was made anew because nothing came, and nothing has come since. */
  #hasDespaired = false
  #isClosed = false
  #ratesHz: readonly number[] = [VOICE_RATE_HZ]
  #muted = false

  constructor(shared: VoiceContext, options: CaptureOptions, listener: CaptureGraphListener) {
    this.#options = options
    this.#listener = listener
    // From here on, because much may happen to it while the user is asked.
    this.#way = this.#wayThrough(shared)
    this.#way.check()
  }

  /** Throws a VoiceError `worklet_load_failed`. */
  load(): Promise<void> {
    return this.#way.load()
  }

  /**
   * From here on this is heard, and what was plugged in before is not. At once, unless the context is gone and has to be
   * made anew; then it may throw a VoiceError, and everything is as it was.
   */
  async plug(stream: MediaStream): Promise<void> {
    const before = this.#stream
    this.#stream = stream
    if (this.#isPlugged(stream)) return
    try {
      await this.#renew()
    } catch (error) {
      this.#stream = before
      this.#goOn()
      throw error
    }
  }

  setMuted(muted: boolean): void {
    this.#muted = muted
    this.#way.command({ type: 'muted', muted })
    if (!muted) this.resume()
  }

  /** In a click, browsers let run what they did not before. */
  resume(): void {
    this.#way.resume()
  }

  setRates(ratesHz: readonly number[]): void {
    if (String(ratesHz) === String(this.#ratesHz)) return
    this.#ratesHz = ratesHz
    this.#way.command({ type: 'rates', ratesHz })
  }

  /** The last chunk still comes. */
  close(): void {
    if (!this.#isClosed) this.#way.close()
    this.#isClosed = true
  }

  #wayThrough(shared: VoiceContext): CaptureWay {
    const way = new CaptureWay(shared, this.#options, {
      captured: (chunk) => {
        // The last one of what was replaced says nothing about this one.
        if (way === this.#way) this.#hasDespaired = false
        this.#listener.captured(chunk)
      },
      interrupted: (isInterrupted) => this.#listener.interrupted(isInterrupted),
      broken: (cause) => this.#break(cause),
      silent: () => this.#despair(),
    })
    return way
  }

  #isPlugged(stream: MediaStream): boolean {
    try {
      this.#plugInto(this.#way, stream)
      return true
    } catch {
      return false
    }
  }

  #plugInto(way: CaptureWay, stream: MediaStream): void {
    way.plug(stream, { ratesHz: this.#ratesHz, muted: this.#muted })
    this.#breaks.succeed()
  }

  /** Once may be bad luck. What breaks again so soon would break for ever. */
  #break(cause?: unknown): void {
    // What is being replaced may break as often as it likes, and before a stream comes there is nothing to lose.
    if (this.#isClosed || this.#renewing || this.#stream === null) return
    const failed = (reason: unknown) =>
      this.#listener.failed(
        reason instanceof VoiceError ? reason : new VoiceError('audio_failed', { cause: reason }),
      )
    if (this.#breaks.nextMs() > 0) failed(cause)
    else this.#renew().catch(failed)
  }

  /** It runs, so another context helps at most once. It may be the device, which then has all the time that it needs. */
  #despair(): void {
    if (this.#hasDespaired) return
    this.#hasDespaired = true
    this.#renew().catch(() => this.#goOn())
  }

  /** What came of the context meanwhile was not looked at. */
  #goOn(): void {
    if (!this.#isClosed) this.#way.check()
  }

  #renew(): Promise<void> {
    this.#renewing ??= this.#replace().finally(() => (this.#renewing = null))
    return this.#renewing
  }

  async #replace(): Promise<void> {
    const shared = captureContext(this.#options.AudioContext)
    const fresh = this.#wayThrough(shared)
    fresh.check()
    try {
      await fresh.load()
      if (this.#isClosed || this.#stream === null) return fresh.close()
      this.#plugInto(fresh, this.#stream)
    } catch (error) {
      fresh.close()
      throw error
    }
    this.#way.close()
    this.#way = fresh
  }
}
