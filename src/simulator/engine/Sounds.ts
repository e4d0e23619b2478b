import type { Voice } from '../voice/Voice.ts'
import { lengthMs, speechPlaceholder, wordsOf } from './turnOf.ts'
import type { Entry } from './Conversation.ts'
import { hum } from './hum.ts'
import { samplesOf } from './PartSound.ts'
import { joinSamples } from './wireAudio.ts'

/** Where the sounds of an answer come from. All are 24 kHz. */
export interface SoundSource {
  say(text: string, voice: string | undefined): Promise<Int16Array>
  /** The user's last sound, and the words for it; `null` when the turn was not spoken. */
  echo(): { readonly sound: Int16Array | null; readonly text: string }
  /** Rejects when there is no such clip. */
  clip(name: string): Promise<Int16Array>
}

/** The sounds of a session: a voice where there is one, the clips that were given, the user's own. */
export class Sounds {
  readonly #voice: Voice | null
  readonly #clips: Readonly<Record<string, Int16Array>>
  readonly #log: (line: string) => void
  #toldOfNoVoice = false

  constructor(
    voice: Voice | null,
    clips: Readonly<Record<string, Int16Array>>,
    log: (line: string) => void,
  ) {
    this.#voice = voice
    this.#clips = clips
    this.#log = log
  }

  /** @param said - The turn that is answered. @param voice - Used where the answer names none. */
  for(said: Entry | null, voice: string): SoundSource {
    return {
      say: (text, other) => this.#say(text, other ?? voice),
      echo: () => {
        if (said === null || said.audio.length === 0)
          return { sound: null, text: said ? wordsOf(said) : '' }
        const text = said.heard ?? speechPlaceholder(lengthMs(said))
        return { sound: joinSamples(said.audio.map(samplesOf)), text }
      },
      clip: (name) => {
        const clip = Object.hasOwn(this.#clips, name) ? this.#clips[name] : undefined
        return clip
          ? Promise.resolve(clip)
          : Promise.reject(new Error(`there is no clip named "${name}"`))
      },
    }
  }

  #say(text: string, voice: string): Promise<Int16Array> {
    if (this.#voice !== null) return this.#voice.speak(text, voice)
    if (!this.#toldOfNoVoice)
      this.#log(
        'There is no voice here: answers are written, and a soft tone stands for their sound.',
      )
    this.#toldOfNoVoice = true
    return Promise.resolve(hum(text))
  }
}
