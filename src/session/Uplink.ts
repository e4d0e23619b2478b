import { pcm16ToBase64, samplesToMs, VOICE_RATE_HZ } from '../audio/sound/pcm.ts'
import { Store } from '../base/Store.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import { SHORTEST_TALK_MS } from './shortestTalk.ts'

/** What is said while connecting is kept up to this long: as long as an attempt may take. */
const MOST_MS = 10_000

interface Sound {
  readonly pcm: Int16Array
  readonly rateHz: number
}
type Held = readonly (Sound | null)[]

const msOf = (held: Held): number =>
  held.reduce((sum, sound) => sum + (sound ? samplesToMs(sound.pcm.length, sound.rateHz) : 0), 0)

/** How sound lies on the wire. */
export type Writer = (pcm: Int16Array, rateHz?: number) => string

type Gate = 'shut' | 'held' | 'open'

/**
 * The way of the user's voice to the service: the one path that passes by `reduce`, because it decides nothing.
 *
 * Shut, it drops what comes; held, it keeps the last seconds; open, it sends.
 */
export class Uplink {
  /** What the line would like to be given; 24 kHz will do. */
  readonly rate = new Store(VOICE_RATE_HZ)
  readonly #send: (event: ClientEvent) => void
  #gate: Gate = 'shut'
  #write: Writer = pcm16ToBase64
  /** Sound, and `null` where a turn ends. */
  #held: (Sound | null)[] = []

  constructor(send: (event: ClientEvent) => void) {
    this.#send = send
  }

  /** What is held since the last turn ended. */
  get heldMs(): number {
    return msOf(this.#held.slice(this.#held.lastIndexOf(null) + 1))
  }

  /**
   * Opening first sends what was held. Shutting forgets it.
   *
   * @param write - How sound lies on the wire that is opened.
   * @param rateHz - What that takes without resampling.
   */
  set(gate: Gate, write: Writer = pcm16ToBase64, rateHz = VOICE_RATE_HZ): void {
    this.#gate = gate
    this.#write = write
    this.rate.set(rateHz)
    if (gate === 'held') return
    const held = this.#held
    this.#held = []
    if (gate === 'shut') return
    for (const sound of held)
      if (sound) this.#append(sound.pcm, sound.rateHz)
      else this.#send({ type: 'input_audio_buffer.commit' })
  }

  push(pcm: Int16Array, rateHz = VOICE_RATE_HZ): void {
    if (this.#gate === 'open') this.#append(pcm, rateHz)
    if (this.#gate !== 'held') return
    this.#held.push({ pcm, rateHz })
    while (msOf(this.#held) > MOST_MS) this.#held.shift()
    // Of a turn that began too long ago nothing may be left: its end alone would be refused.
    while (this.#held[0] === null) this.#held.shift()
  }

  /** The talk button is down: of what is held, nothing that was said since the last turn is part of this one. */
  press(): void {
    this.#held.length = this.#held.lastIndexOf(null) + 1
  }

  /** The talk button is up: what is held since it was pressed is a turn, or a slip of the finger. */
  release(ms: number): void {
    if (ms < SHORTEST_TALK_MS) this.press()
    else if (this.#gate === 'held') this.#held.push(null)
  }

  silence(ms: number): void {
    const rateHz = this.rate.get()
    if (this.#gate === 'open') this.#append(new Int16Array((ms / 1000) * rateHz), rateHz)
  }

  #append(pcm: Int16Array, rateHz: number): void {
    const audio = this.#write(pcm, rateHz)
    if (audio !== '') this.#send({ type: 'input_audio_buffer.append', audio })
  }
}
