import { writeChunk } from './chunkMessage.ts'
import { ChunkPackers } from './ChunkPackers.ts'
import { PlaybackPort } from './PlaybackPort.ts'
import {
  CAPTURE_PROCESSOR,
  PLAYBACK_PROCESSOR,
  type CaptureCommand,
  type CapturedChunk,
  type CaptureProcessorOptions,
  type PlaybackProcessorOptions,
  type PlaybackReport,
} from './voiceMessages.ts'

interface Created<Options> {
  readonly processorOptions: Options
}

/** Plays what its port is told to. Decides nothing: this thread has a few milliseconds for a block and must neither wait nor allocate. */
class PlaybackProcessor extends AudioWorkletProcessor {
  readonly #playback: PlaybackPort

  constructor({ processorOptions }: Created<PlaybackProcessorOptions>) {
    super()
    const post = (report: PlaybackReport) => this.port.postMessage(report)
    this.#playback = new PlaybackPort(post, sampleRate, currentTime, processorOptions)
    this.port.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#playback.obey(data)
      if (!this.#playback.isOpen) this.port.close()
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    // No channel at all while nothing is connected.
    const output = outputs[0]?.[0]
    if (output) this.#playback.render(output, currentTime)
    return this.#playback.isOpen
  }
}

/** Hands a microphone over in chunks: a message costs the page more than what is in it. */
class CaptureProcessor extends AudioWorkletProcessor {
  readonly #packers: ChunkPackers
  #open = true

  constructor({ processorOptions }: Created<CaptureProcessorOptions>) {
    super()
    const { ratesHz, chunkMs } = processorOptions
    // From the rate that this context has, whatever the device or another context said before.
    this.#packers = new ChunkPackers(sampleRate, ratesHz, chunkMs, (chunk) => this.#hand(chunk))
    this.port.onmessage = ({ data }: MessageEvent<CaptureCommand>) => this.#obey(data)
  }

  process(inputs: Float32Array[][]): boolean {
    // No channel at all while nothing is connected.
    const input = inputs[0]?.[0]
    if (input && this.#open) this.#packers.push(input)
    return this.#open
  }

  #obey(command: CaptureCommand): void {
    if (!this.#open) return
    if (command.type === 'muted') this.#packers.setMuted(command.muted)
    else if (command.type === 'rates') this.#packers.setRates(command.ratesHz)
    else {
      this.#open = false
      this.#packers.flush()
    }
  }

  #hand(chunk: CapturedChunk): void {
    const message = writeChunk(chunk)
    this.port.postMessage(message, chunk.pcm ? [chunk.pcm.buffer] : [])
  }
}

registerProcessor(PLAYBACK_PROCESSOR, PlaybackProcessor)
registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor)
