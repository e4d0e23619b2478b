import { pcm16ToBase64, VOICE_RATE_HZ } from '../audio/pcm.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import { SHORTEST_TALK_MS } from './shortestTalk.ts'

/** What is said while connecting is kept up to this long: as long as an attempt may take. */
const MOST_SAMPLES = 10 * VOICE_RATE_HZ

const samplesOf = (held: readonly (Int16Array | null)[]): number =>
  held.reduce((sum, chunk) => sum + (chunk?.length ?? 0), 0)

type Gate = 'shut' | 'held' | 'open'

/**
 * The way of the user's voice to the service: the one path that passes by `reduce`, because it decides nothing.
 *
 * Shut, it drops what comes; held, it keeps the last seconds; open, it sends.
 */
export class Uplink {
  readonly #send: (event: ClientEvent) => void
  #gate: Gate = 'shut'
  #write = pcm16ToBase64
  /** Sound, and `null` where a turn ends. */
  #held: (Int16Array | null)[] = []

  constructor(send: (event: ClientEvent) => void) {
    this.#send = send
  }

  /** What is held since the last turn ended. */
  get heldMs(): number {
    const turn = this.#held.slice(this.#held.lastIndexOf(null) + 1)
    return samplesOf(turn) / (VOICE_RATE_HZ / 1000)
  }

  /**
   * Opening first sends what was held. Shutting forgets it.
   *
   * @param write - How sound lies on the wire that is opened.
   */
  set(gate: Gate, write = pcm16ToBase64): void {
    this.#gate = gate
    this.#write = write
    if (gate === 'held') return
    const held = this.#held
    this.#held = []
    if (gate === 'shut') return
    for (const chunk of held)
      if (chunk) this.#append(chunk)
      else this.#send({ type: 'input_audio_buffer.commit' })
  }

  /** @param pcm - 24 kHz mono. */
  push(pcm: Int16Array): void {
    if (this.#gate === 'open') this.#append(pcm)
    if (this.#gate !== 'held') return
    this.#held.push(pcm)
    while (samplesOf(this.#held) > MOST_SAMPLES) this.#held.shift()
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
    if (this.#gate === 'open') this.#append(new Int16Array((ms / 1000) * VOICE_RATE_HZ))
  }

  #append(pcm: Int16Array): void {
    const audio = this.#write(pcm)
    if (audio !== '') this.#send({ type: 'input_audio_buffer.append', audio })
  }
}
