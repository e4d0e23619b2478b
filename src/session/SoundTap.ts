import { ItemLedger } from '../audio/playback/ItemLedger.ts'
import { VoiceError } from '../base/errors.ts'
import type { WireAudioFormat } from '../protocol/SessionSettings.ts'
import type { EventHub } from './EventHub.ts'
import type { EffectOf } from './events.ts'
import { ofItem } from './soundId.ts'
import { isG711 } from './Telephony.ts'

/** The sound of answers as samples, for whoever listens to `audio`; decoded for nobody else. */
export class SoundTap {
  readonly #hub: EventHub
  readonly #format: () => WireAudioFormat | undefined
  #ledger = new ItemLedger()
  #soundId = ''

  constructor(hub: EventHub, format: () => WireAudioFormat | undefined) {
    this.#hub = hub
    this.#format = format
  }

  hand(sound: EffectOf<'play'>): void {
    if (!this.#hub.hears('audio') || isG711(this.#format())) return
    // Of the sounds before this one, nothing more comes: they are forgotten.
    if (this.#soundId !== sound.itemId) this.#ledger = new ItemLedger()
    this.#soundId = sound.itemId
    try {
      const { itemId, contentIndex } = ofItem(sound)
      const pcm = this.#ledger.receive(sound.itemId, contentIndex, sound.audio)
      if (pcm.length > 0) this.#hub.emit('audio', { itemId, contentIndex, pcm })
    } catch (error) {
      // The player, which got it first, has told of sound that cannot be read.
      if (!(error instanceof VoiceError)) throw error
    }
  }
}
