import { VoiceError } from '../../base/errors.ts'
import { audibleSeconds } from './audibleSeconds.ts'
import { CutAnswers } from './CutAnswers.ts'
import { heardAtMs } from './heardAtMs.ts'
import { loadWorklet } from '../worklet/loadWorklet.ts'
import type { OutputGate } from './OutputGate.ts'
import { OutputLevel } from './OutputLevel.ts'
import { OutputRoute } from './OutputRoute.ts'
import type { ItemCount } from '../worklet/QueuedItems.ts'
import {
  PLAYBACK_PROCESSOR,
  type PlaybackCommand,
  type PlaybackProcessorOptions,
  type PlaybackReport,
} from '../worklet/voiceMessages.ts'

export interface AudioOutputOptions extends PlaybackProcessorOptions {
  /** Where react-realtime-voice/worklet.js is served, for a strict Content-Security-Policy. @defaultValue embedded */
  readonly workletUrl?: string | URL | undefined
}

/** What the worklet says of itself. */
export type SoundReport = Exclude<PlaybackReport, { type: 'interrupted' }>

export interface AudioOutputListener {
  /** Never about sound that was cut in the meantime: the answer to the cut speaks for it. */
  report(report: SoundReport): void
  /** The renderer died; nothing comes out of it any more. */
  broken(error: VoiceError): void
  /** An element through which it goes was stopped, or refused, or plays again. */
  turned(): void
}

const VOLUME_RAMP_SECONDS = 0.02

/** The way from commands to the loudspeaker, through one context. */
export class AudioOutput {
  /** Rejects with a VoiceError when there is no way. Nothing can be posted before. */
  readonly ready: Promise<void>
  readonly gate: OutputGate
  readonly route: OutputRoute
  readonly #gain: GainNode
  readonly #level: OutputLevel
  readonly #listener: AudioOutputListener
  readonly #answers = new CutAnswers()
  #node: AudioWorkletNode | null = null
  #isClosed = false
  #isHeld = false

  constructor(gate: OutputGate, options: AudioOutputOptions, listener: AudioOutputListener) {
    this.gate = gate
    this.#listener = listener
    this.#gain = new GainNode(gate.context)
    this.#level = new OutputLevel(gate.context)
    this.route = new OutputRoute(gate, this.#gain, () => {
      this.followElement()
      listener.turned()
    })
    this.ready = this.#open(options)
  }

  get nowSeconds(): number {
    return this.gate.context.currentTime
  }

  /** See {@link audibleSeconds}. */
  get audibleSeconds(): number {
    return audibleSeconds(this.gate.context)
  }

  /** See {@link heardAtMs}. */
  heardAtMs(atSeconds: number): number {
    return heardAtMs(this.gate.context, atSeconds)
  }

  /** Root mean square of what is being rendered, before the volume, 0 to 1. */
  rms(): number {
    return this.#level.rms()
  }

  post(command: PlaybackCommand): void {
    if (command.type !== 'audio') this.#node?.port.postMessage(command)
    else this.#node?.port.postMessage(command, [command.samples.buffer])
  }

  /** What had left of each item. `null` when the worklet says nothing in time. */
  interrupt(): Promise<readonly ItemCount[] | null> {
    if (this.#node === null) return Promise.resolve(null)
    this.post({ type: 'interrupt' })
    return this.#answers.next()
  }

  /**
   * Holds the sound while an element that it goes through does not play. In the worklet, because the context may run on
   * for others, and what it renders counts as heard.
   */
  followElement(): void {
    const isHeld = this.gate.isElementSilent
    if (this.#node === null || isHeld === this.#isHeld) return
    this.#isHeld = isHeld
    this.post({ type: 'hold', isHeld })
  }

  setVolume(volume: number): void {
    const { gain } = this.#gain
    gain.cancelScheduledValues(this.nowSeconds)
    gain.setValueAtTime(gain.value, this.nowSeconds)
    gain.linearRampToValueAtTime(volume, this.nowSeconds + VOLUME_RAMP_SECONDS)
  }

  close(): void {
    this.#isClosed = true
    this.#answers.close()
    this.post({ type: 'close' })
    this.#node?.disconnect()
    this.route.close()
    this.gate.release()
  }

  async #open({ workletUrl, jitterMs }: AudioOutputOptions): Promise<void> {
    const { context, shared } = this.gate
    await shared.addWorklet((fresh) => loadWorklet(fresh, workletUrl))
    if (this.#isClosed) return
    const processorOptions: PlaybackProcessorOptions = { jitterMs }
    const node = new AudioWorkletNode(context, PLAYBACK_PROCESSOR, {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions,
    })
    node.port.onmessage = ({ data }: MessageEvent<PlaybackReport>) => this.#hear(data)
    // The property, because the event has another name in Chromium 156 (`error`) than in the standard.
    node.onprocessorerror = (cause) => {
      if (!this.#isClosed) this.#listener.broken(new VoiceError('audio_failed', { cause }))
    }
    this.#level.listenTo(node).connect(this.#gain)
    this.#node = node
    this.followElement()
  }

  #hear(report: PlaybackReport): void {
    if (this.#isClosed) return
    if (report.type === 'interrupted') this.#answers.settle(report.cuts, report.counts)
    else if (report.cuts === this.#answers.cuts) this.#listener.report(report)
  }
}
