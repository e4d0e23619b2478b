import { ChunkPacker } from './ChunkPacker.ts'
import { PlaybackQueue } from './PlaybackQueue.ts'
import { VOICE_RATE_HZ } from './pcm.ts'
import { PlaybackRenderer } from './PlaybackRenderer.ts'
import {
  CAPTURE_PROCESSOR,
  PLAYBACK_PROCESSOR,
  type CaptureCommand,
  type CapturedChunk,
  type CaptureProcessorOptions,
  type PlaybackCommand,
  type PlaybackProcessorOptions,
  type PlaybackReport,
} from './voiceMessages.ts'

interface Created<Options> {
  readonly processorOptions: Options
}
type Unstamped<Report> = Report extends unknown ? Omit<Report, 'atSeconds' | 'cuts'> : never

const REPORTS_A_SECOND = 20

/** Plays a {@link PlaybackQueue}. Decides nothing: this thread has a few milliseconds for a block and must neither wait nor allocate. */
class PlaybackProcessor extends AudioWorkletProcessor {
  readonly #queue: PlaybackQueue
  readonly #renderer: PlaybackRenderer
  #open = true
  #cuts = 0
  #atSeconds = currentTime
  #energy = 0
  #frames = 0

  constructor({ processorOptions }: Created<PlaybackProcessorOptions>) {
    super()
    this.#queue = new PlaybackQueue((edge, at) => this.#report(edge, at), processorOptions)
    this.#renderer = new PlaybackRenderer(this.#queue, sampleRate)
    this.port.onmessage = ({ data }: MessageEvent<PlaybackCommand>) => this.#obey(data)
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0]
    if (output === undefined) return this.#open
    this.#atSeconds = currentTime + output.length / sampleRate
    this.#renderer.render(output)
    for (let i = 0; i < output.length; i++) this.#energy += output[i]! * output[i]!
    this.#frames += output.length
    if (this.#frames >= sampleRate / REPORTS_A_SECOND) this.#reportPosition()
    return this.#open
  }

  #obey(command: PlaybackCommand): void {
    if (command.type === 'audio') this.#queue.push(command.itemId, command.samples)
    else if (command.type === 'end') this.#queue.end(command.itemId)
    else if (command.type === 'close') this.#open = false
    else {
      this.#cuts++
      this.#report({ type: 'interrupted', counts: this.#queue.interrupt() })
    }
  }

  #reportPosition(): void {
    const at = this.#queue.position()
    const rms = Math.sqrt(this.#energy / this.#frames)
    this.#energy = 0
    this.#frames = 0
    if (at === null) return
    this.#report({ type: 'position', itemId: at.itemId, playedSamples: at.playedSamples, rms })
  }

  /** @param atSample - Of the block, at the rate of the queue; left out for its end. */
  #report(report: Unstamped<PlaybackReport>, atSample?: number): void {
    const atSeconds =
      atSample === undefined ? this.#atSeconds : currentTime + atSample / VOICE_RATE_HZ
    this.port.postMessage({ ...report, atSeconds, cuts: this.#cuts })
  }
}

/** Hands a microphone over in chunks: a message costs the page more than what is in it. */
class CaptureProcessor extends AudioWorkletProcessor {
  readonly #packer: ChunkPacker
  #open = true

  constructor({ processorOptions }: Created<CaptureProcessorOptions>) {
    super()
    this.#packer = new ChunkPacker(sampleRate, processorOptions.chunkMs, (chunk) =>
      this.#hand(chunk),
    )
    this.port.onmessage = ({ data }: MessageEvent<CaptureCommand>) => {
      if (data.type === 'muted') return this.#packer.setMuted(data.muted)
      this.#open = false
      this.#packer.flush()
    }
  }

  process(inputs: Float32Array[][]): boolean {
    // No channel at all while nothing is connected.
    const input = inputs[0]?.[0]
    if (input && this.#open) this.#packer.push(input)
    return this.#open
  }

  #hand(chunk: CapturedChunk): void {
    this.port.postMessage(chunk, chunk.pcm ? [chunk.pcm.buffer] : [])
  }
}

registerProcessor(PLAYBACK_PROCESSOR, PlaybackProcessor)
registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor)
