import type { MicrophoneSource } from '../audio/MicrophoneSource.ts'
import type { Player } from '../audio/Player.ts'
import type { VoiceError } from '../base/errors.ts'
import { asVoiceError } from './asVoiceError.ts'
import type { BargeIn } from './BargeIn.ts'
import { Ducking } from './Ducking.ts'
import type { Ears } from './Ears.ts'
import type { EffectOf, OwnEvent } from './events.ts'
import { SoundFeed } from './SoundFeed.ts'
import { VirtualPlayer } from './VirtualPlayer.ts'
import { isOpen } from './watchMicrophone.ts'
import { watchPlayer } from './watchPlayer.ts'

export interface DeviceOptions {
  readonly microphone?: MicrophoneSource | undefined
  readonly player?: Player | undefined
  /**
   * Who decides that the user talks over the answer; `local` loads a detector, 0.6 MB. May change at any time.
   * @defaultValue 'server'
   */
  readonly bargeIn?: BargeIn | undefined
}

/**
 * The microphone and the player of a session, and which of them it started itself.
 *
 * What the app had running before is the app's: it is used, and left running.
 */
export class Devices {
  readonly #happen: (event: OwnEvent) => void
  readonly #ears: Ears
  readonly #virtual: Player
  readonly #feed: SoundFeed
  #given: DeviceOptions = {}
  /** The given one, or a listener made of arithmetic where none is given or the given one failed. */
  #player: Player
  /** What the conversation needs. A line that was given up leaves the sound to be heard to its end. */
  #needs: 'nothing' | 'player' | 'both' = 'nothing'
  /** What was at rest before we started it. Kept by device, because the given ones may change meanwhile. */
  readonly #ours = new Set<Player | MicrophoneSource>()
  #leavePlayer = () => {}
  readonly #ducking = new Ducking()
  /** Starts of the microphone whose answer is still to come. */
  #asking = 0

  constructor(
    happen: (event: OwnEvent) => void,
    ears: Ears,
    virtual: Player = new VirtualPlayer(),
    feed = new SoundFeed(happen),
  ) {
    this.#feed = feed
    this.#happen = happen
    this.#ears = ears
    this.#player = this.#virtual = virtual
  }

  /** Devices given while a conversation runs join it: they are started, and those before them let go of. */
  use({ microphone, player, bargeIn: mode = 'server' }: DeviceOptions): void {
    const before = this.#given
    this.#given = { microphone, player }
    this.#ears.detect(mode === 'local')
    this.#happen({ type: 'bargeIn.chosen', mode })
    if (player !== before.player) this.#changePlayer(player ?? this.#virtual)
    if (microphone !== before.microphone) this.#changeMicrophone(before.microphone)
  }

  /** Opens both in this very tick, because browsers allow it only in a click. Rejects when the microphone fails; the sound's failure is reported. */
  start(): Promise<void> {
    this.#needs = 'both'
    this.#player = this.#given.player ?? this.#player
    this.#watchPlayer()
    this.#watchMicrophone()
    this.#startPlayer()
    return this.#startMicrophone()
  }

  stopMicrophone(): void {
    if (this.#needs === 'both') this.#needs = 'player'
    const { microphone } = this.#given
    if (microphone) this.#stopIfOurs(microphone)
  }

  play(sound: EffectOf<'play'>): void {
    this.#feed.play(this.#player, sound)
  }

  end(sound: EffectOf<'endItem'>): void {
    this.#feed.end(this.#player, sound)
  }

  /** Stops the sound at once; how much was heard comes back as an event. */
  interrupt(): void {
    this.#feed.clear()
    void this.#player
      .interrupt()
      .then((heard) => this.#happen({ type: 'player.interrupted', heard }))
  }

  duck = (): void => this.#ducking.duck(this.#player)
  unduck = (): void => this.#ducking.unduck()

  /** Lets go of what `start` opened. The sound gets the time of its fade. */
  stop(): void {
    this.stopMicrophone()
    this.#needs = 'nothing'
    this.#feed.clear()
    void this.#player.interrupt().then((heard) => {
      if (heard.length > 0) this.#happen({ type: 'player.interrupted', heard })
      this.unduck()
      // Somebody may have begun again meanwhile.
      if (this.#needs !== 'nothing') return
      this.#ears.leave()
      this.#leavePlayer()
      for (const device of this.#ours) this.#stopIfOurs(device)
    })
  }

  #stopIfOurs(device: Player | MicrophoneSource): void {
    if (this.#ours.delete(device)) device.stop()
  }

  #startPlayer(): void {
    const player = this.#player
    const { status } = player.state.get()
    if (status === 'off' || status === 'failed') this.#ours.add(player)
    player.start().catch((cause: unknown) => {
      if (player === this.#player) this.#goOnSilently(asVoiceError(cause, 'audio_failed'))
    })
  }

  #startMicrophone(): Promise<void> {
    const { microphone } = this.#given
    if (microphone === undefined || isOpen(microphone)) return Promise.resolve()
    // While the app is asking for it, it is the app's, and we only share the answer.
    if (microphone.state.get().status !== 'requesting') this.#ours.add(microphone)
    this.#asking++
    return microphone
      .start()
      .catch((cause: unknown) => {
        if (microphone === this.#given.microphone) throw asVoiceError(cause, 'microphone_lost')
      })
      .finally(() => this.#asking--)
  }

  #changePlayer(player: Player): void {
    const before = this.#player
    this.unduck()
    this.#player = player
    // While the last conversation still fades, `stop` lets go of the old one.
    if (this.#needs === 'nothing') return
    this.#watchPlayer()
    if (this.#needs === 'both') this.#startPlayer()
    this.#happen({ type: 'sound.lost' })
    void before.interrupt().then(() => {
      if (before !== this.#player) this.#stopIfOurs(before)
    })
  }

  #changeMicrophone(before: MicrophoneSource | undefined): void {
    if (this.#needs === 'nothing') return
    const wasOpen = before !== undefined && isOpen(before)
    this.#watchMicrophone()
    if (before) this.#stopIfOurs(before)
    if (this.#needs === 'both')
      this.#startMicrophone().catch((cause: unknown) => {
        if (this.#needs === 'both')
          this.#happen({ type: 'trouble', error: asVoiceError(cause, 'microphone_lost') })
      })
    // Whoever spoke into the old one cannot be heard to the end.
    if (wasOpen && this.#given.microphone?.state.get().status !== 'live')
      this.#happen({ type: 'microphone.muted' })
  }

  /** The loudspeaker is gone: the conversation goes on in words, at the pace at which it would be heard. */
  #goOnSilently(error: VoiceError): void {
    this.unduck()
    this.#player = this.#virtual
    this.#watchPlayer()
    this.#happen({ type: 'trouble', error })
    this.#happen({ type: 'sound.lost' })
  }

  #watchMicrophone(): void {
    const isAsked = () => this.#asking > 0
    this.#ears.attend(this.#given.microphone, isAsked, () => this.#player.rebind?.())
  }

  #watchPlayer(): void {
    this.#leavePlayer()
    const player = this.#player
    this.#leavePlayer = watchPlayer(player, this.#happen, (error) => {
      // It has closed itself; whoever starts it again has it.
      this.#ours.delete(player)
      this.#goOnSilently(error)
    })
  }
}
