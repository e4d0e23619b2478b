import type { VoiceError } from '../../base/errors.ts'
import type { SoundReport } from './AudioOutput.ts'
import type { LevelMeter } from '../sound/LevelMeter.ts'
import type { Listeners } from '../../base/Listeners.ts'
import type { OutputGate } from './OutputGate.ts'
import { OutputKeeper, type OutputOptions } from './OutputKeeper.ts'
import { Patience } from './Patience.ts'
import type { Heard, PlayerListener, PlayerState } from '../Player.ts'
import { SoundBook } from './SoundBook.ts'

/** What of a player is there before its engine is. */
export interface EngineHost {
  readonly meter: LevelMeter
  readonly listeners: Listeners<PlayerListener>
  change(part: Partial<PlayerState>): void
  failed(error: VoiceError): void
}

/** The part of a player that is loaded only when there is something to play. */
export class PlaybackEngine {
  readonly #host: EngineHost
  readonly #keeper: OutputKeeper
  readonly #patience = new Patience((itemId) => this.#giveUp(itemId))
  readonly #sounding = new Set<string>()
  #book = new SoundBook()
  /** Whether the sound has to wait for the user or the system. */
  #isHeld = false

  constructor(
    options: OutputOptions,
    state: Pick<PlayerState, 'deviceId' | 'volume'>,
    host: EngineHost,
  ) {
    this.#host = host
    this.#keeper = new OutputKeeper(options, state, {
      report: (report) => this.#hear(report),
      opened: (output) => {
        // An output that stands still shows its last moment for ever.
        host.meter.follow(() => (this.#isHeld ? 0 : output.rms()))
        this.#feed()
      },
      left: ({ nowSeconds }) => {
        this.#book.leave(nowSeconds)
        host.meter.follow(null)
      },
      runs: (running) => this.#hold(!running),
      change: (part) => host.change(part),
      failed: (error) => host.failed(error),
    })
  }

  /** Rejects with a VoiceError. Resolves also when blocked. */
  open(gate: OutputGate, resumed: Promise<unknown>): Promise<void> {
    return this.#keeper.open(gate, resumed)
  }

  /** In a click: asks for the sound again. */
  resume(): Promise<void> {
    return this.#keeper.resume()
  }

  close(): void {
    this.#keeper.close()
    this.#host.meter.follow(null)
    this.#forgetAll()
  }

  setVolume(volume: number): void {
    this.#keeper.setVolume(volume)
  }

  duck(share: number): void {
    this.#keeper.duck(share)
  }

  select(deviceId: string | null): Promise<void> {
    return this.#keeper.select(deviceId)
  }

  rebind(): void {
    this.#keeper.current?.route.rebind()
  }

  /** As `Player.play`, and takes the bytes of base64 as well. */
  play(itemId: string, contentIndex: number, audio: string | Uint8Array | Int16Array): void {
    let samples = new Int16Array(0)
    try {
      samples = this.#book.receive(itemId, contentIndex, audio)
    } finally {
      if (!this.#book.isGivenUp(itemId)) {
        if (this.#isHeld) this.#patience.wait(itemId)
        this.#keeper.current?.post({ type: 'audio', itemId, samples })
      }
    }
  }

  end(itemId: string): void {
    if (this.#book.isGivenUp(itemId)) return this.#tellUnheard(itemId)
    this.#book.end(itemId)
    this.#keeper.current?.post({ type: 'end', itemId })
  }

  async interrupt(): Promise<readonly Heard[]> {
    const book = this.#book
    const output = this.#keeper.current
    const nowSeconds = output?.nowSeconds ?? 0
    this.#forgetAll()
    const counts = book.isEmpty ? null : await output?.interrupt()
    return book.settle(counts ?? null, nowSeconds)
  }

  position(): Heard | null {
    return this.#book.heardAt(this.#keeper.current?.audibleSeconds ?? 0)
  }

  #hear(report: SoundReport): void {
    const { itemId, atSeconds } = report
    if (report.type === 'position') this.#book.report(itemId, report.playedSamples, atSeconds)
    else if (report.type === 'started') {
      this.#book.started(itemId, atSeconds)
      // One that goes on through another output has been told of.
      if (this.#sounding.has(itemId)) return
      this.#sounding.add(itemId)
      this.#show()
      const atMs = this.#keeper.current?.heardAtMs(atSeconds)
      this.#host.listeners.each((listener) => listener.started(itemId, atMs))
    } else if (report.type === 'underrun') this.#book.underrun(itemId, atSeconds)
    else {
      this.#drop(itemId)
      this.#host.listeners.each((listener) => listener.drained(itemId))
    }
  }

  /** Tells an output that has nothing all that is to be heard. */
  #feed(): void {
    for (const command of this.#book.commands()) this.#keeper.current?.post(command)
  }

  #hold(isHeld: boolean): void {
    this.#isHeld = isHeld
    if (!isHeld) this.#patience.clear()
    else for (const itemId of this.#book.itemIds) this.#patience.wait(itemId)
    this.#show()
  }

  /** The item has waited too long: the rest of it would come out of the blue. Those behind it keep their place. */
  #giveUp(itemId: string): void {
    const isEnded = this.#book.isEnded(itemId)
    const output = this.#keeper.current
    this.#book.giveUp(itemId, output?.nowSeconds ?? 0)
    this.#sounding.delete(itemId)
    this.#show()
    void output?.interrupt()
    this.#feed()
    // Otherwise more of it comes, which nobody must take for a new one.
    if (isEnded) this.#tellUnheard(itemId)
  }

  #tellUnheard(itemId: string): void {
    const heard = this.#book.heardOfGivenUp(itemId)
    this.#drop(itemId)
    this.#host.listeners.each((listener) => {
      if (heard) listener.unheard?.([heard])
      else listener.drained(itemId)
    })
  }

  #drop(itemId: string): void {
    this.#book.forget(itemId)
    this.#sounding.delete(itemId)
    if (this.#sounding.size === 0) this.#book.rest()
    this.#show()
  }

  #forgetAll(): void {
    this.#patience.clear()
    this.#sounding.clear()
    this.#book = new SoundBook()
    this.#show()
  }

  #show(): void {
    this.#host.change({ isPlaying: this.#sounding.size > 0 && !this.#isHeld })
  }
}
