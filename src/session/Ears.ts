import type { MicrophoneSource } from '../audio/MicrophoneSource.ts'
import type { OwnEvent } from './events.ts'
import { HalfDuplex } from './HalfDuplex.ts'
import type { SessionState } from './state.ts'
import { watchMicrophone, type VoiceSink } from './watchMicrophone.ts'
import { watchSpeech } from './watchSpeech.ts'

/** What of a microphone reaches the session: sound for the service, what becomes of it, and the first moment of speech. */
export class Ears {
  readonly #happen: (event: OwnEvent) => void
  readonly #state: () => SessionState
  readonly #sink: VoiceSink
  #microphone: MicrophoneSource | undefined
  #detects = false
  #leave = () => {}
  #leaveSpeech = () => {}

  constructor(happen: (event: OwnEvent) => void, uplink: VoiceSink, state: () => SessionState) {
    this.#happen = happen
    this.#state = state
    this.#sink = new HalfDuplex(uplink, () => {
      const { bargeIn, turn } = state()
      // Whoever holds the talk button has cut the answer: what rings on is the smaller harm.
      return bargeIn !== 'off' || turn.hears === 'button' ? null : turn.audible !== null
    })
  }

  /**
   * @param isAwaited - Whether somebody awaits its start, and is told of a failure there.
   * @param changed - Told when another device is heard.
   */
  attend(
    microphone: MicrophoneSource | undefined,
    isAwaited: () => boolean,
    changed: () => void,
  ): void {
    this.leave()
    this.#microphone = microphone
    if (microphone)
      this.#leave = watchMicrophone(microphone, this.#sink, {
        happen: this.#happen,
        isAwaited,
        changed,
        endsBySilence: () => {
          const { turn, settings } = this.#state()
          return turn.hears !== 'button' && settings.turnDetection != null
        },
      })
    this.#listen()
  }

  /** Whether a detector listens as well. */
  detect(detects: boolean): void {
    if (detects === this.#detects) return
    this.#detects = detects
    this.#listen()
  }

  leave(): void {
    this.#microphone = undefined
    this.#leave()
    this.#leave = () => {}
    this.#listen()
  }

  #listen(): void {
    this.#leaveSpeech()
    this.#leaveSpeech = () => {}
    if (!this.#microphone || !this.#detects) return
    this.#leaveSpeech = watchSpeech(this.#microphone, {
      isWanted: () => this.#state().turn.audible !== null,
      onset: () => this.#happen({ type: 'local.speech' }),
      failed: (error) => this.#happen({ type: 'trouble', error }),
    })
  }
}
