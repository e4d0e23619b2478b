import { reportListenerError } from '../../base/Store.ts'
import type { CaptureListener } from '../MicrophoneSource.ts'
import { TELEPHONE_RATE_HZ, VOICE_RATE_HZ } from '../sound/pcm.ts'
import { Preroll } from './Preroll.ts'
import type { CapturedChunk } from '../worklet/voiceMessages.ts'

/** Somebody who listens to a microphone, and the rate that they would like. */
export interface Ear {
  readonly listener: CaptureListener
  readonly rateHz: number | undefined
}

/** Any other rate cannot be had. */
const wishOf = ({ rateHz }: Ear): number =>
  rateHz === TELEPHONE_RATE_HZ ? TELEPHONE_RATE_HZ : VOICE_RATE_HZ

/** Gives each listener its chunks: at the rate that it asked for, none twice, and the moment before it joined first. */
export class CaptureEars {
  readonly #ears: ReadonlySet<Ear>
  readonly #preroll: Preroll
  /** Where those who left stopped listening. */
  readonly #leftAt = new WeakMap<CaptureListener, number>()

  constructor(ears: ReadonlySet<Ear>, prerollMs: number) {
    this.#ears = ears
    this.#preroll = new Preroll(prerollMs)
  }

  /** Without a listener, the rate that most will want. */
  ratesHz(): readonly number[] {
    const wishes = new Set([...this.#ears].map(wishOf))
    return wishes.size === 0 ? [VOICE_RATE_HZ] : [...wishes].sort((a, b) => b - a)
  }

  joined(ear: Ear): void {
    // Not within `listen`, whose answer the listener may want to use, and before the next chunk in any case.
    queueMicrotask(() => {
      const { rateHz } = this.#preroll
      // Nobody who expects 24 kHz is given less.
      if (!this.#ears.has(ear) || rateHz < wishOf(ear)) return
      const pcm = this.#preroll.since(this.#leftAt.get(ear.listener) ?? 0)
      if (pcm.length > 0) hand(ear, pcm, rateHz)
    })
  }

  left(ear: Ear): void {
    this.#leftAt.set(ear.listener, this.#preroll.position)
  }

  deliver(pcm: Int16Array<ArrayBuffer>, { rateHz, ratesHz }: CapturedChunk): void {
    if (rateHz === ratesHz[0]) this.#preroll.push(pcm, rateHz)
    // Before anybody is called: who joins meanwhile is given this moment as one that was before.
    const ears: Ear[] = []
    this.#ears.forEach((ear) => rateHz === this.#rateFor(ear, ratesHz) && ears.push(ear))
    // The last one has the original: copies for all would double the work of the page's collector.
    for (let i = 0; i < ears.length; i++)
      hand(ears[i]!, i === ears.length - 1 ? pcm : pcm.slice(), rateHz)
  }

  forget(): void {
    this.#preroll.forget()
  }

  /** While the audio thread has not changed over yet, more than was asked for will do; less will not. */
  #rateFor(ear: Ear, ratesHz: readonly number[]): number | undefined {
    const wish = wishOf(ear)
    return ratesHz.includes(wish) ? wish : ratesHz.find((rateHz) => rateHz > wish)
  }
}

function hand({ listener }: Ear, pcm: Int16Array<ArrayBuffer>, rateHz: number): void {
  try {
    listener(pcm, rateHz)
  } catch (error) {
    reportListenerError(error)
  }
}
