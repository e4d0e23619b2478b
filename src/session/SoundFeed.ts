import type { Player } from '../audio/Player.ts'
import type { TelephoneSound } from '../audio/sound/telephone.ts'
import { VoiceError } from '../base/errors.ts'
import type { WireAudioFormat } from '../protocol/SessionSettings.ts'
import type { EffectOf, OwnEvent } from './events.ts'
import { isG711, Telephony } from './Telephony.ts'
import { VirtualPlayer } from './VirtualPlayer.ts'

/** Hands the sound of answers to a player, which takes nothing but 24 kHz PCM16. */
export class SoundFeed {
  readonly #happen: (event: OwnEvent) => void
  readonly #telephony: Telephony
  readonly #format: () => WireAudioFormat | undefined
  /** Those of G.711 that have begun, by their id: each is a stream of its own. */
  readonly #open = new Map<string, TelephoneSound & { readonly contentIndex: number }>()
  #player: Player | null = null

  constructor(
    happen: (event: OwnEvent) => void,
    telephony = new Telephony(),
    format: () => WireAudioFormat | undefined = () => 'pcm16',
  ) {
    this.#happen = happen
    this.#telephony = telephony
    this.#format = format
  }

  play(player: Player, sound: EffectOf<'play'>): void {
    this.#feed(player)
    let audio: string | Int16Array = new Int16Array(0)
    try {
      try {
        audio = this.#samplesOf(player, sound)
      } finally {
        // Also when it cannot be read: its end is told.
        player.play(sound.itemId, sound.contentIndex, audio)
      }
    } catch (error) {
      // A piece of sound that cannot be read is left out; the rest of the answer is not.
      if (!(error instanceof VoiceError)) throw error
      this.#happen({ type: 'trouble', error })
    }
  }

  end(player: Player, { itemId }: EffectOf<'endItem'>): void {
    this.#feed(player)
    const sound = this.#open.get(itemId)
    if (sound) player.play(itemId, sound.contentIndex, sound.end())
    this.#open.delete(itemId)
    player.end(itemId)
  }

  /** What was begun is not gone on with. */
  clear(): void {
    this.#open.clear()
  }

  #feed(player: Player): void {
    if (player !== this.#player) this.clear()
    this.#player = player
  }

  #samplesOf(player: Player, { itemId, contentIndex, audio }: EffectOf<'play'>) {
    const format = this.#format()
    const sound =
      this.#open.get(itemId) ??
      // One that only counts has no need of samples.
      (isG711(format) && !(player instanceof VirtualPlayer)
        ? { ...this.#telephony.listen(format), contentIndex }
        : null)
    if (sound === null) return audio
    this.#open.set(itemId, sound)
    return sound.hear(audio)
  }
}
