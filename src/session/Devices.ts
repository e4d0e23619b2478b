import type { MicrophoneSource } from '../audio/MicrophoneSource.ts'
import type { Player } from '../audio/Player.ts'
import { VoiceError } from '../base/errors.ts'
import type { Effect, OwnEvent } from './events.ts'
import { VirtualPlayer } from './VirtualPlayer.ts'

export interface DeviceOptions {
  readonly microphone?: MicrophoneSource | undefined
  readonly player?: Player | undefined
}

type EffectOf<K extends Effect['type']> = Extract<Effect, { readonly type: K }>

/** A fifth of the volume: still followed, easily talked over. */
const DUCKED = 0.2

const asVoiceError = (cause: unknown, code: 'microphone_lost' | 'audio_failed') =>
  cause instanceof VoiceError ? cause : new VoiceError(code, { cause })

/**
 * The microphone and the player of a session, and which of them it started itself.
 *
 * What the app had running before is the app's: it is used, and left running.
 */
export class Devices {
  readonly #happen: (event: OwnEvent) => void
  readonly #hear: (pcm: Int16Array) => void
  #given: DeviceOptions = {}
  /** The given one, or a listener made of arithmetic where none is given or the given one failed. */
  #player: Player = new VirtualPlayer()
  #offs: (() => void)[] = []
  #isAttached = false
  #isMicrophoneOurs = false
  #isPlayerOurs = false
  /** Counts starts and stops, so that a late answer of an old one is known as such. */
  #epoch = 0
  #fullVolume: number | null = null

  constructor(happen: (event: OwnEvent) => void, hear: (pcm: Int16Array) => void) {
    this.#happen = happen
    this.#hear = hear
  }

  /** Devices given while a conversation runs join it. */
  use({ microphone, player }: DeviceOptions): void {
    if (microphone === this.#given.microphone && player === this.#given.player) return
    this.#detach()
    if (player !== this.#given.player) this.#player = player ?? new VirtualPlayer()
    this.#given = { microphone, player }
    if (this.#isAttached) this.#attach()
  }

  /** Opens both in this very tick, because browsers allow it only in a click. Rejects when the microphone fails; the sound's failure is reported. */
  start(): Promise<void> {
    this.#epoch++
    this.#isAttached = true
    const player = (this.#player = this.#given.player ?? this.#player)
    this.#attach()
    if (player.state.get().status === 'off') this.#isPlayerOurs = true
    player.start().catch((cause: unknown) => {
      if (player === this.#player) this.#goOnSilently(asVoiceError(cause, 'audio_failed'))
    })
    const { microphone } = this.#given
    if (microphone === undefined) return Promise.resolve()
    const { status } = microphone.state.get()
    if (status === 'live' || status === 'muted') return Promise.resolve()
    this.#isMicrophoneOurs = true
    return microphone.start().catch((cause: unknown) => {
      throw asVoiceError(cause, 'microphone_lost')
    })
  }

  stopMicrophone(): void {
    if (this.#isMicrophoneOurs) this.#given.microphone?.stop()
    this.#isMicrophoneOurs = false
  }

  play({ itemId, contentIndex, audio }: EffectOf<'play'>): void {
    try {
      this.#player.play(itemId, contentIndex, audio)
    } catch (error) {
      // A piece of sound that cannot be read is left out; the rest of the answer is not.
      if (!(error instanceof VoiceError)) throw error
      this.#happen({ type: 'trouble', error })
    }
  }

  end({ itemId }: EffectOf<'endItem'>): void {
    this.#player.end(itemId)
  }

  /** Stops the sound at once; how much was heard comes back as an event. */
  interrupt(): void {
    void this.#player
      .interrupt()
      .then((heard) => this.#happen({ type: 'player.interrupted', heard }))
  }

  /** Lowers the sound while it is unsure whether the user talks. */
  duck(): void {
    const { volume } = this.#player.state.get()
    this.#fullVolume = volume
    this.#player.setVolume(volume * DUCKED)
  }

  unduck(): void {
    if (this.#fullVolume !== null) this.#player.setVolume(this.#fullVolume)
    this.#fullVolume = null
  }

  /** Lets go of what `start` opened. The sound gets the time of its fade. */
  stop(): void {
    const epoch = ++this.#epoch
    const player = this.#player
    this.stopMicrophone()
    void player.interrupt().then((heard) => {
      if (heard.length > 0) this.#happen({ type: 'player.interrupted', heard })
      // Somebody may have begun again meanwhile.
      if (epoch !== this.#epoch) return
      this.#isAttached = false
      this.#detach()
      if (this.#isPlayerOurs) player.stop()
      this.#isPlayerOurs = false
    })
  }

  #detach(): void {
    for (const off of this.#offs) off()
    this.#offs = []
  }

  /** The loudspeaker is gone: the conversation goes on in words, at the pace at which it would be heard. */
  #goOnSilently(error: VoiceError): void {
    this.#player = new VirtualPlayer()
    this.#attach()
    this.#happen({ type: 'trouble', error })
    this.#happen({ type: 'sound.lost' })
  }

  #attach(): void {
    this.#detach()
    const player = this.#player
    const { microphone } = this.#given
    this.#offs.push(
      player.listen({
        started: (itemId) => this.#happen({ type: 'player.started', itemId }),
        drained: (itemId) => this.#happen({ type: 'player.drained', itemId }),
      }),
      player.state.subscribe(() => {
        const { status, error } = player.state.get()
        if (status === 'failed') this.#goOnSilently(error ?? new VoiceError('audio_failed'))
      }),
    )
    if (microphone === undefined) return
    let before = microphone.state.get()
    this.#offs.push(
      microphone.listen(this.#hear),
      microphone.state.subscribe(() => {
        const now = microphone.state.get()
        const was = before
        before = now
        if (now.status === 'muted' && was.status !== 'muted')
          this.#happen({ type: 'microphone.muted' })
        if (now.status === 'lost' && was.status !== 'lost')
          this.#happen({
            type: 'trouble',
            error: now.error ?? new VoiceError('microphone_lost'),
          })
        if (now.status === 'live' && was.status !== 'live' && was.status !== 'muted')
          this.#happen({ type: 'microphone.live' })
      }),
    )
  }
}
