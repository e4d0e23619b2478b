import { Store } from '../base/Store.ts'
import { VoiceError } from '../base/errors.ts'
import { AudioOutput, type AudioOutputListener, type AudioOutputOptions } from './AudioOutput.ts'
import { ItemLedger } from './ItemLedger.ts'
import { LevelMeter } from './LevelMeter.ts'
import { Listeners } from './Listeners.ts'
import { VOICE_RATE_HZ } from './pcm.ts'
import { patched } from './patched.ts'
import type { Heard, Player, PlayerListener, PlayerState } from './Player.ts'
import type { PlaybackCommand } from './voiceMessages.ts'

/** `workletUrl`: where react-realtime-voice/worklet.js is served, for a strict Content-Security-Policy. `jitterMs`: see PlaybackQueue. */
export type AudioPlayerOptions = AudioOutputOptions

type Report = Parameters<AudioOutputListener['report']>[0]

const off: PlayerState = { status: 'off', isPlaying: false, volume: 1, error: null }

interface Position {
  readonly itemId: string
  readonly playedSamples: number
  readonly atSeconds: number
}

/**
 * Plays through the loudspeaker of a browser.
 *
 * Creating one does nothing. What is played before `start`, or while the browser still wants a click, is kept.
 */
export class AudioPlayer implements Player {
  readonly #store = new Store<PlayerState>(off)
  readonly state = this.#store
  readonly #meter = new LevelMeter()
  readonly meter = this.#meter
  readonly #options: AudioPlayerOptions
  readonly #listeners = new Listeners<PlayerListener>()
  readonly #sounding = new Set<string>()
  #output: AudioOutput | null = null
  #early: PlaybackCommand[] = []
  #ledger = new ItemLedger()
  #position: Position | null = null

  constructor(options: AudioPlayerOptions = {}) {
    this.#options = options
  }

  /** Rejects with a VoiceError `worklet_load_failed` or `audio_failed`, which is also in the state. Call it again to unblock, from a click. */
  start(): Promise<void> {
    const started = this.#start()
    // The error is in the state as well, so a caller that only starts need not catch it.
    started.catch(() => undefined)
    return started
  }

  stop(): void {
    this.#close()
    this.#change({ status: 'off', error: null })
  }

  setVolume(volume: number): void {
    const clamped = Math.min(1, Math.max(0, volume)) || 0
    this.#output?.setVolume(clamped)
    this.#change({ volume: clamped })
  }

  listen(listener: PlayerListener): () => void {
    return this.#listeners.add(listener)
  }

  play(itemId: string, contentIndex: number, audio: string | Int16Array): void {
    let samples = new Int16Array(0)
    try {
      samples = this.#ledger.receive(itemId, contentIndex, audio)
    } finally {
      // Also when it cannot be read: the item is in the row, and its end will be reported.
      this.#post({ type: 'audio', itemId, samples })
    }
  }

  end(itemId: string): void {
    this.#post({ type: 'end', itemId })
  }

  async interrupt(): Promise<readonly Heard[]> {
    const ledger = this.#ledger
    const estimate = this.#estimate()
    this.#ledger = new ItemLedger()
    this.#early = []
    this.#hush()
    const counts = ledger.isEmpty ? null : await this.#output?.interrupt()
    // An item that the worklet no longer knows was over before the cut reached it.
    if (counts) return ledger.settle(counts, 'heard')
    return ledger.settle(estimate ? [estimate] : [], 'unheard')
  }

  position(): Heard | null {
    const at = this.#estimate()
    return at && this.#ledger.heard(at.itemId, at.playedSamples)
  }

  async #start(): Promise<void> {
    let output: AudioOutput | null = null
    try {
      output = this.#output ??= this.#open()
      const resumed = output.resume()
      await output.ready
      const running = await resumed
      if (output === this.#output) this.#runs(running)
    } catch (cause) {
      // Stopped in the meantime: then nobody waits for it.
      if (output !== this.#output) return
      const error = cause instanceof VoiceError ? cause : new VoiceError('audio_failed', { cause })
      this.#fail(error)
      throw error
    }
  }

  #open(): AudioOutput {
    this.#change({ status: 'starting', error: null })
    const output = new AudioOutput(this.#options, {
      report: (report) => this.#hear(report),
      runs: (running) => {
        if (this.state.get().status !== 'starting') this.#runs(running)
      },
      failed: (error) => this.#fail(error),
    })
    output.setVolume(this.state.get().volume)
    for (const command of this.#early) output.post(command)
    this.#early = []
    return output
  }

  #runs(running: boolean): void {
    const error = running ? null : new VoiceError('audio_blocked')
    this.#change({ status: running ? 'running' : 'blocked', error })
  }

  #fail(error: VoiceError): void {
    this.#close()
    this.#change({ status: 'failed', error })
  }

  #close(): void {
    this.#output?.close()
    this.#output = null
    this.#early = []
    this.#ledger = new ItemLedger()
    this.#hush()
  }

  #post(command: PlaybackCommand): void {
    if (this.#output) this.#output.post(command)
    else if (this.state.get().status === 'off') this.#early.push(command)
  }

  #hear(report: Report): void {
    const { itemId, atSeconds } = report
    if (report.type === 'position') {
      this.#meter.measure(report.rms)
      this.#position = { itemId, playedSamples: report.playedSamples, atSeconds }
    } else if (report.type === 'started') {
      this.#sounding.add(itemId)
      this.#position = { itemId, playedSamples: 0, atSeconds }
      this.#tell('started', itemId, this.#output?.heardAtMs(atSeconds))
    } else if (report.type === 'underrun') {
      this.#meter.measure(0)
    } else {
      this.#sounding.delete(itemId)
      this.#ledger.forget(itemId)
      if (this.#sounding.size === 0) this.#hush()
      this.#tell('drained', itemId)
    }
  }

  #tell(edge: keyof PlayerListener, itemId: string, atMs?: number): void {
    this.#change({ isPlaying: this.#sounding.size > 0 })
    this.#listeners.each((listener) => listener[edge](itemId, atMs))
  }

  #estimate(): Position | null {
    const at = this.#position
    if (at === null || !this.#output) return null
    const sinceSeconds = Math.max(0, this.#output.nowSeconds - at.atSeconds)
    return { ...at, playedSamples: at.playedSamples + sinceSeconds * VOICE_RATE_HZ }
  }

  #hush(): void {
    this.#sounding.clear()
    this.#position = null
    this.#meter.measure(0)
    this.#change({ isPlaying: false })
  }

  #change(part: Partial<PlayerState>): void {
    this.#store.set(patched(this.#store.get(), part))
  }
}
