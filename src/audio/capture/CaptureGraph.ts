import { VoiceError } from '../../base/errors.ts'
import { captureContext, type VoiceContext } from '../audioContext.ts'
import { Backoff } from '../Backoff.ts'
import type { CaptureOptions } from './CaptureOptions.ts'
import { CapturePulse } from './CapturePulse.ts'
import { readChunk, type ChunkMessage } from '../worklet/chunkMessage.ts'
import { loadWorklet } from '../worklet/loadWorklet.ts'
import { VOICE_RATE_HZ } from '../sound/pcm.ts'
import {
  CAPTURE_PROCESSOR,
  type CaptureCommand,
  type CapturedChunk,
  type CaptureProcessorOptions,
} from '../worklet/voiceMessages.ts'
import { within } from './within.ts'

export interface CaptureGraphListener {
  captured(chunk: CapturedChunk): void
  /** The system has the sound, and nothing is captured until it gives it back. */
  interrupted(isInterrupted: boolean): void
  /** It broke, and could not be made anew. */
  failed(error: VoiceError): void
}

/** How long the audio thread may take to hand over what it has collected. */
const LAST_CHUNK_MS = 100

/** The way from streams to chunks: one context, one worklet, and the stream that is plugged into it now. */
export class CaptureGraph {
  readonly #options: CaptureOptions
  readonly #listener: CaptureGraphListener
  readonly #breaks = new Backoff()
  #shared: VoiceContext | null
  #stream: MediaStream | null = null
  #source: AudioNode | null = null
  #node: AudioWorkletNode | null = null
  #pulse: CapturePulse | null = null
  #ratesHz: readonly number[] = [VOICE_RATE_HZ]
  #muted = false

  constructor(shared: VoiceContext, options: CaptureOptions, listener: CaptureGraphListener) {
    this.#shared = shared
    this.#options = options
    this.#listener = listener
  }

  /** Throws a VoiceError `worklet_load_failed`. */
  async load(): Promise<void> {
    if (this.#shared) await this.#addWorklet(this.#shared)
  }

  /**
   * From here on this is heard, and what was plugged in before is not. At once, unless the context is gone and has to be
   * made anew; then it may throw a VoiceError, and everything is as it was.
   */
  async plug(stream: MediaStream): Promise<void> {
    const before = this.#stream
    this.#stream = stream
    const source = this.#sourceOf(stream)
    if (source) return this.#connect(source)
    try {
      await this.#renew()
    } catch (error) {
      this.#stream = before
      throw error
    }
  }

  setMuted(muted: boolean): void {
    this.#muted = muted
    this.#command({ type: 'muted', muted })
  }

  setRates(ratesHz: readonly number[]): void {
    if (String(ratesHz) === String(this.#ratesHz)) return
    this.#ratesHz = ratesHz
    this.#command({ type: 'rates', ratesHz })
  }

  /** The last chunk still comes. */
  close(): void {
    this.#letGo()
    this.#shared = null
  }

  #addWorklet(shared: VoiceContext): Promise<void> {
    return shared.addWorklet((context) => loadWorklet(context, this.#options.workletUrl))
  }

  /** Null when the context cannot take it: it is gone, or (Firefox, once) bound to the rate of another device. */
  #sourceOf(stream: MediaStream): AudioNode | null {
    const context = this.#shared?.context
    if (context?.state === 'closed') return null
    try {
      return context?.createMediaStreamSource(stream) ?? null
    } catch {
      return null
    }
  }

  #connect(source: AudioNode): void {
    this.#node ??= this.#worklet(source)
    // Both in one turn of the page, so that the audio thread sees no moment without either.
    source.connect(this.#node)
    this.#source?.disconnect()
    this.#source = source
    this.#breaks.succeed()
  }

  #worklet({ context }: AudioNode): AudioWorkletNode {
    const processorOptions: CaptureProcessorOptions = {
      chunkMs: within(this.#options.chunkMs, 20, 100, 40),
      ratesHz: this.#ratesHz,
    }
    const node = new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
      processorOptions,
    })
    node.port.onmessage = ({ data }: MessageEvent<ChunkMessage>) => {
      this.#pulse?.beat()
      this.#listener.captured(readChunk(data))
    }
    const broken = () => node === this.#node && this.#break()
    node.addEventListener('processorerror', broken)
    if (this.#shared) this.#pulse = this.#pulseOf(this.#shared.context, broken)
    if (this.#muted) node.port.postMessage({ type: 'muted', muted: true } satisfies CaptureCommand)
    return node
  }

  #pulseOf(context: AudioContext, dead: () => void): CapturePulse {
    return new CapturePulse(context, {
      dead,
      interrupted: (isInterrupted) => this.#listener.interrupted(isInterrupted),
    })
  }

  /** Once may be bad luck. What breaks again so soon would break for ever. */
  #break(): void {
    const failed = (cause?: unknown) =>
      this.#listener.failed(
        cause instanceof VoiceError ? cause : new VoiceError('audio_failed', { cause }),
      )
    if (this.#breaks.nextMs() > 0) failed()
    else this.#renew().catch(failed)
  }

  async #renew(): Promise<void> {
    const fresh = captureContext(this.#options.AudioContext)
    fresh.context.resume().catch(() => undefined)
    try {
      await this.#addWorklet(fresh)
      // Closed while it waited.
      if (this.#shared === null || this.#stream === null) return fresh.release()
      const source = fresh.context.createMediaStreamSource(this.#stream)
      this.#letGo()
      this.#shared = fresh
      this.#listener.interrupted(false)
      this.#connect(source)
    } catch (error) {
      fresh.release()
      throw error
    }
  }

  #letGo(): void {
    this.#pulse?.stop()
    this.#command({ type: 'close' })
    const shared = this.#shared
    if (this.#node) setTimeout(() => shared?.release(), LAST_CHUNK_MS)
    else shared?.release()
    this.#node = null
    this.#source = null
  }

  #command(command: CaptureCommand): void {
    this.#node?.port.postMessage(command)
  }
}
