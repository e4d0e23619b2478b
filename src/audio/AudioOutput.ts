import { VoiceError } from '../base/errors.ts'
import { playbackContext, type AudioContextType, type VoiceContext } from './audioContext.ts'
import { heardAtMs } from './heardAtMs.ts'
import type { ItemCount } from './QueuedItems.ts'
import {
  PLAYBACK_PROCESSOR,
  type PlaybackCommand,
  type PlaybackProcessorOptions,
  type PlaybackReport,
} from './voiceMessages.ts'

export interface AudioOutputOptions extends PlaybackProcessorOptions {
  readonly workletUrl?: string | URL | undefined
  readonly AudioContext?: AudioContextType | undefined
}

export interface AudioOutputListener {
  /** Never about sound that was cut in the meantime: the answer to the cut speaks for it. */
  report(report: Exclude<PlaybackReport, { type: 'interrupted' }>): void
  /** The browser began to play, or stopped: a missing click, a call on a phone. */
  runs(running: boolean): void
  failed(error: VoiceError): void
}

/** How long a browser may take to start before it is taken to wait for a click: its own promise then never settles. */
const RESUME_MS = 300
/** How long the worklet may take to say what was heard. */
const ANSWER_MS = 60
const VOLUME_RAMP_SECONDS = 0.02

/** The way from commands to the loudspeaker. Opened by the constructor, which must run in the click itself. */
export class AudioOutput {
  /** Rejects with a VoiceError when there is no way. */
  readonly ready: Promise<void>
  readonly #shared: VoiceContext
  readonly #gain: GainNode
  readonly #listener: AudioOutputListener
  readonly #closing = new AbortController()
  #node: AudioWorkletNode | null = null
  #waiting: PlaybackCommand[] = []
  /** Interruptions that the worklet was told of. */
  #cuts = 0
  #answer: (counts: readonly ItemCount[] | null) => void = () => undefined

  /** Throws a VoiceError `audio_failed` where there is no Web Audio. */
  constructor(options: AudioOutputOptions, listener: AudioOutputListener) {
    this.#listener = listener
    this.#shared = playbackContext(options.AudioContext)
    this.#gain = new GainNode(this.#context)
    this.#gain.connect(this.#context.destination)
    const { signal } = this.#closing
    const hear = () => listener.runs(this.#context.state === 'running')
    this.#context.addEventListener('statechange', hear, { signal })
    this.ready = this.#open(options)
  }

  get #context(): AudioContext {
    return this.#shared.context
  }

  get nowSeconds(): number {
    return this.#context.currentTime
  }

  /** See {@link heardAtMs}. */
  heardAtMs(atSeconds: number): number {
    return heardAtMs(this.#context, atSeconds)
  }

  /** Asks the browser to play, in this very call, and answers whether it does, within 300 ms. */
  async resume(): Promise<boolean> {
    const resumed = this.#context.resume().catch(() => undefined)
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, RESUME_MS)))
    await Promise.race([resumed, patience])
    clearTimeout(timer)
    return this.#context.state === 'running'
  }

  /** Waits, in order, until the worklet is there. */
  post(command: PlaybackCommand): void {
    if (this.#node === null) this.#waiting.push(command)
    else if (command.type !== 'audio') this.#node.port.postMessage(command)
    else this.#node.port.postMessage(command, [command.samples.buffer])
  }

  /** What had left of each item. `null` when the worklet is not there yet, or says nothing in time. */
  interrupt(): Promise<readonly ItemCount[] | null> {
    this.#waiting = []
    this.#answer(null)
    if (this.#node === null) return Promise.resolve(null)
    this.#cuts++
    this.post({ type: 'interrupt' })
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answer(null), ANSWER_MS)
      this.#answer = (counts) => {
        clearTimeout(timer)
        resolve(counts)
      }
    })
  }

  setVolume(volume: number): void {
    const { gain } = this.#gain
    gain.cancelScheduledValues(this.nowSeconds)
    gain.setValueAtTime(gain.value, this.nowSeconds)
    gain.linearRampToValueAtTime(volume, this.nowSeconds + VOLUME_RAMP_SECONDS)
  }

  close(): void {
    this.#closing.abort()
    this.#answer(null)
    this.post({ type: 'close' })
    this.#node?.disconnect()
    this.#gain.disconnect()
    this.#shared.release()
  }

  async #open({ workletUrl, jitterMs }: AudioOutputOptions): Promise<void> {
    await this.#shared.loadWorklet(workletUrl)
    if (this.#closing.signal.aborted) return
    const processorOptions: PlaybackProcessorOptions = { jitterMs }
    const node = new AudioWorkletNode(this.#context, PLAYBACK_PROCESSOR, {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions,
    })
    node.port.onmessage = ({ data }: MessageEvent<PlaybackReport>) => this.#hear(data)
    node.onprocessorerror = (cause) =>
      this.#listener.failed(new VoiceError('audio_failed', { cause }))
    node.connect(this.#gain)
    this.#node = node
    for (const command of this.#waiting) this.post(command)
    this.#waiting = []
  }

  #hear(report: PlaybackReport): void {
    if (this.#closing.signal.aborted || report.cuts !== this.#cuts) return
    if (report.type === 'interrupted') this.#answer(report.counts)
    else this.#listener.report(report)
  }
}
