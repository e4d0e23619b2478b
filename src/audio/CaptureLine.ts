import { captureContext, type AudioContextType, type VoiceContext } from './audioContext.ts'
import { openMicrophone } from './openMicrophone.ts'
import {
  CAPTURE_PROCESSOR,
  type CaptureCommand,
  type CapturedChunk,
  type CaptureProcessorOptions,
} from './voiceMessages.ts'

export interface CaptureLineOptions {
  /** Over echo cancellation, noise suppression and gain control, which are on. */
  readonly constraints?: MediaTrackConstraints | undefined
  /** Length of a chunk in milliseconds, 20 to 100. Shorter answers sooner and costs more messages. @defaultValue 40 */
  readonly chunkMs?: number | undefined
  /** Where react-realtime-voice/worklet.js is served, for a strict Content-Security-Policy. */
  readonly workletUrl?: string | URL | undefined
  readonly AudioContext?: AudioContextType | undefined
}

export interface CaptureListener {
  captured(chunk: CapturedChunk): void
  /** The device went away, or its permission was taken back. */
  lost(): void
}

/** How long the audio thread may take to hand over what it has collected. */
const LAST_CHUNK_MS = 100

/** The way from one device to chunks of PCM16: opened once, closed once. */
export class CaptureLine {
  readonly #options: CaptureLineOptions
  readonly #listener: CaptureListener
  #shared: VoiceContext | null = null
  #stream: MediaStream | null = null
  #node: AudioWorkletNode | null = null
  #closed = false

  constructor(options: CaptureLineOptions, listener: CaptureListener) {
    this.#options = options
    this.#listener = listener
  }

  /** Rejects with a VoiceError, and is closed then. Resolves, to no effect, when it was closed while it waited. */
  async open(deviceId: string | null): Promise<void> {
    const { constraints, workletUrl, AudioContext } = this.#options
    try {
      // First, while this is still the click: Safari counts no later call as one.
      const asked = openMicrophone(constraints, deviceId).then((stream) => this.#keep(stream))
      // It is awaited only after the worklet, whose failure must not leave this one unheard.
      asked.catch(() => undefined)
      this.#shared = captureContext(AudioContext)
      this.#shared.context.resume().catch(() => undefined)
      await Promise.all([this.#shared.loadWorklet(workletUrl), asked])
      if (this.#stream) this.#connect(this.#shared.context, this.#stream)
    } catch (error) {
      const wasClosed = this.#closed
      this.close()
      if (!wasClosed) throw error
    }
  }

  setMuted(muted: boolean): void {
    this.#command({ type: 'muted', muted })
  }

  /** Lets go of the device at once. The last chunk still comes. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const track of this.#stream?.getTracks() ?? []) track.stop()
    this.#stream = null
    this.#command({ type: 'close' })
    if (this.#node) setTimeout(() => this.#release(), LAST_CHUNK_MS)
    else this.#release()
  }

  #keep(stream: MediaStream): void {
    if (this.#closed) for (const track of stream.getTracks()) track.stop()
    else this.#stream = stream
  }

  #connect(context: AudioContext, stream: MediaStream): void {
    const chunkMs = Math.min(100, Math.max(20, this.#options.chunkMs ?? 40))
    const processorOptions: CaptureProcessorOptions = { chunkMs }
    const node = new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
      processorOptions,
    })
    this.#node = node
    node.port.onmessage = ({ data }: MessageEvent<CapturedChunk>) => {
      this.#listener.captured(data)
      if (data.last) this.#release()
    }
    context.createMediaStreamSource(stream).connect(node)
    for (const track of stream.getAudioTracks())
      track.addEventListener('ended', () => {
        if (!this.#closed) this.#listener.lost()
      })
  }

  #command(command: CaptureCommand): void {
    this.#node?.port.postMessage(command)
  }

  #release(): void {
    this.#shared?.release()
    this.#shared = null
  }
}
