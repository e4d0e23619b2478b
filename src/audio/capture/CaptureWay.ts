import type { VoiceContext } from '../audioContext.ts'
import { captureNode } from './captureNode.ts'
import type { CaptureOptions } from './CaptureOptions.ts'
import { CapturePulse } from './CapturePulse.ts'
import { readChunk, type ChunkMessage } from '../worklet/chunkMessage.ts'
import { loadWorklet } from '../worklet/loadWorklet.ts'
import type { CaptureCommand, CapturedChunk } from '../worklet/voiceMessages.ts'

export interface CaptureWayListener {
  captured(chunk: CapturedChunk): void
  /** Nothing is captured: the system has the sound, or the browser waits for a click. Or it is again. */
  interrupted(isInterrupted: boolean): void
  /** Nothing more is heard through it. */
  broken(cause?: unknown): void
  /** It runs, and nothing comes out of it. */
  silent(): void
}

interface CaptureSettings {
  readonly ratesHz: readonly number[]
  readonly muted: boolean
}

/** How long the audio thread may take to hand over what it has collected. */
const LAST_CHUNK_MS = 100

/** The way from streams to chunks through one context. */
export class CaptureWay {
  readonly #shared: VoiceContext
  readonly #options: CaptureOptions
  readonly #listener: CaptureWayListener
  readonly #pulse: CapturePulse
  #source: AudioNode | null = null
  #node: AudioWorkletNode | null = null

  /** Is to be checked once its listener is ready to hear of it. */
  constructor(shared: VoiceContext, options: CaptureOptions, listener: CaptureWayListener) {
    this.#shared = shared
    this.#options = options
    this.#listener = listener
    this.#pulse = new CapturePulse(shared.context, {
      interrupted: (isInterrupted) => listener.interrupted(isInterrupted),
      dead: (cause) => listener.broken(cause),
      silent: () => listener.silent(),
    })
  }

  /** Throws a VoiceError `worklet_load_failed`. */
  load(): Promise<void> {
    return this.#shared.addWorklet((context) => loadWorklet(context, this.#options.workletUrl))
  }

  /** Throws when the context cannot take it: it is gone, or (Firefox, once) bound to the rate of another device. */
  plug(stream: MediaStream, settings: CaptureSettings): void {
    const { context } = this.#shared
    if (context.state === 'closed') throw new DOMException('', 'InvalidStateError')
    const source = context.createMediaStreamSource(stream)
    this.#node ??= this.#worklet(settings)
    // Both in one turn of the page, so that the audio thread sees no moment without either.
    source.connect(this.#node)
    this.#source?.disconnect()
    this.#source = source
  }

  command(command: CaptureCommand): void {
    this.#node?.port.postMessage(command)
  }

  /** Sees to what has become of the context. */
  check(): void {
    this.#pulse.check()
  }

  resume(): void {
    this.#pulse.resume()
  }

  /** The last chunk still comes. */
  close(): void {
    this.#pulse.stop()
    this.command({ type: 'close' })
    if (this.#node) setTimeout(() => this.#shared.release(), LAST_CHUNK_MS)
    else this.#shared.release()
    this.#node = null
    this.#source = null
  }

  #worklet({ ratesHz, muted }: CaptureSettings): AudioWorkletNode {
    const node = captureNode(this.#shared.context, this.#options, ratesHz)
    node.port.onmessage = ({ data }: MessageEvent<ChunkMessage>) => {
      if (node === this.#node) this.#pulse.beat()
      this.#listener.captured(readChunk(data))
    }
    // The property, because the event has another name in Chromium 156 (`error`) than in the standard.
    node.onprocessorerror = (cause) => node === this.#node && this.#listener.broken(cause)
    if (muted) node.port.postMessage({ type: 'muted', muted } satisfies CaptureCommand)
    this.#pulse.expect()
    return node
  }
}
