import { VoiceError } from '../../base/errors.ts'
import { AudioOutput, type AudioOutputOptions, type SoundReport } from './AudioOutput.ts'
import { Backoff } from '../Backoff.ts'
import { OutputGate, type OutputGateOptions } from './OutputGate.ts'
import { OutputWatch } from './OutputWatch.ts'
import type { PlayerState } from '../Player.ts'
import { SpeakerChoice } from './SpeakerChoice.ts'

export interface OutputOptions extends AudioOutputOptions, OutputGateOptions {
  /** The loudspeaker, by its id as `enumerateDevices` lists it. @defaultValue null, the system's choice */
  readonly deviceId?: string | null | undefined
}

export interface OutputKeeperListener {
  report(report: SoundReport): void
  /** There is an output, and nothing was posted to it yet. */
  opened(output: AudioOutput): void
  /** It is gone, with all that was in it. */
  left(output: AudioOutput): void
  /** Whether anything can be heard. */
  runs(running: boolean): void
  change(part: Partial<PlayerState>): void
  /** There is no output any more. */
  failed(error: VoiceError): void
}

/** Keeps an output open: through interruptions, losses, and changes of the loudspeaker. */
export class OutputKeeper {
  readonly #options: OutputOptions
  readonly #listener: OutputKeeperListener
  readonly #speaker: SpeakerChoice
  readonly #losses = new Backoff()
  readonly #breaks = new Backoff()
  #output: AudioOutput | null = null
  /** The same, once it can be posted to. */
  #current: AudioOutput | null = null
  #watch: OutputWatch | null = null
  #volume: number
  #share = 1
  #timer: ReturnType<typeof setTimeout> | undefined
  #isClosed = false
  #interruption: VoiceError | null = null

  constructor(
    options: OutputOptions,
    { deviceId = null, volume }: Pick<PlayerState, 'deviceId' | 'volume'>,
    listener: OutputKeeperListener,
  ) {
    this.#options = options
    this.#listener = listener
    this.#volume = volume
    const speaker: SpeakerChoice = new SpeakerChoice(deviceId, () => {
      // It may be told of a device only after it was closed.
      if (!this.#isClosed) listener.change({ deviceId: speaker.deviceId, notice: this.#notice })
    })
    this.#speaker = speaker
  }

  get #notice(): VoiceError | null {
    return this.#interruption ?? this.#speaker.notice
  }

  get current(): AudioOutput | null {
    return this.#current
  }

  /** Rejects with a VoiceError. @param resumed - Settles when the gate has opened, or has not for too long. */
  async open(gate: OutputGate, resumed: Promise<unknown>): Promise<void> {
    const output = this.#newOutput(gate)
    this.#output = output
    await output.ready
    if (output === this.#output) await this.#speaker.lead(output)
    if (output !== this.#output) return
    this.#install(output)
    await resumed
    if (output === this.#output) this.#runs(gate.isOpen)
  }

  /** From a click: asks for the sound again. */
  async resume(): Promise<void> {
    if (this.#output === null) await this.#rebuild()
    else await (this.#watch?.check() ?? this.#output.gate.resume())
  }

  setVolume(volume: number): void {
    this.#volume = volume
    this.#output?.setVolume(volume * this.#share)
  }

  duck(share: number): void {
    this.#share = Math.min(1, Math.max(0, share)) || 0
    this.setVolume(this.#volume)
  }

  /** `null` is the system's choice. One that cannot be had becomes the system's choice, with the notice `device_changed`. */
  select(deviceId: string | null): Promise<void> {
    return this.#speaker.choose(deviceId)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#letGo()
  }

  #newOutput(gate: OutputGate): AudioOutput {
    const output: AudioOutput = new AudioOutput(gate, this.#options, {
      report: (report) => {
        if (output === this.#current) this.#listener.report(report)
      },
      broken: (error) => this.#break(output, error),
      turned: () => {
        if (output === this.#current) this.#watch?.turned()
      },
    })
    output.setVolume(this.#volume * this.#share)
    return output
  }

  #install(output: AudioOutput): void {
    this.#output = this.#current = output
    this.#watch = new OutputWatch(output.gate, {
      runs: (running) => this.#runs(running),
      interrupted: () => this.#pause(),
      lost: () => this.#lose(output),
    })
    this.#listener.opened(output)
  }

  #runs(running: boolean): void {
    if (running) for (const trouble of [this.#losses, this.#breaks]) trouble.succeed()
    this.#interruption = null
    this.#current?.followElement()
    this.#listener.change({
      status: running ? 'running' : 'blocked',
      error: running ? null : new VoiceError('audio_blocked'),
      notice: this.#notice,
    })
    this.#listener.runs(running)
  }

  #pause(): void {
    this.#interruption = new VoiceError('audio_interrupted')
    this.#listener.change({ notice: this.#interruption })
    this.#listener.runs(false)
  }

  #break(output: AudioOutput, error: VoiceError): void {
    if (output !== this.#output) return
    // Once may be bad luck. What breaks again so soon would break for ever.
    if (this.#breaks.nextMs() > 0) this.#listener.failed(error)
    else this.#lose(output)
  }

  #lose(output: AudioOutput): void {
    if (output !== this.#output) return
    this.#pause()
    this.#listener.left(output)
    // Who comes next, of all players of the page, gets a new one.
    output.gate.shared.retire()
    this.#letGo()
    this.#rebuildLater()
  }

  #rebuildLater(): void {
    this.#timer = setTimeout(() => void this.#rebuild(), this.#losses.nextMs())
  }

  async #rebuild(): Promise<void> {
    clearTimeout(this.#timer)
    try {
      const gate = new OutputGate(this.#options)
      await this.open(gate, gate.resume())
    } catch (error) {
      if (this.#isClosed) return
      this.#letGo()
      // There may be no device at all for a while. Code that is refused stays refused.
      if (error instanceof VoiceError && !error.retryable) this.#listener.failed(error)
      else this.#rebuildLater()
    }
  }

  #letGo(): void {
    this.#speaker.close()
    this.#watch?.close()
    this.#output?.close()
    this.#watch = this.#output = this.#current = null
  }
}
