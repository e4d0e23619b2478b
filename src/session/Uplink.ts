import { pcm16ToBase64, VOICE_RATE_HZ } from '../audio/pcm.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'

/** What is said while connecting is kept up to this long: as long as an attempt may take. */
const HELD_MS = 10_000

type Gate = 'shut' | 'held' | 'open'

/**
 * The way of the user's voice to the service: the one path that passes by `reduce`, because it decides nothing.
 *
 * Shut, it drops what comes; held, it keeps the last seconds; open, it sends.
 */
export class Uplink {
  readonly #send: (event: ClientEvent) => void
  #gate: Gate = 'shut'
  #held: Int16Array[] = []
  #heldSamples = 0

  constructor(send: (event: ClientEvent) => void) {
    this.#send = send
  }

  /** Opening first sends what was held. Shutting forgets it. */
  set(gate: Gate): void {
    this.#gate = gate
    if (gate === 'open') for (const chunk of this.#held) this.#append(chunk)
    if (gate === 'held') return
    this.#held = []
    this.#heldSamples = 0
  }

  /** @param pcm - 24 kHz mono. */
  push(pcm: Int16Array): void {
    if (this.#gate === 'open') this.#append(pcm)
    if (this.#gate !== 'held') return
    this.#held.push(pcm)
    this.#heldSamples += pcm.length
    const most = (HELD_MS / 1000) * VOICE_RATE_HZ
    while (this.#heldSamples > most) this.#heldSamples -= this.#held.shift()?.length ?? 0
  }

  silence(ms: number): void {
    if (this.#gate === 'open') this.#append(new Int16Array((ms / 1000) * VOICE_RATE_HZ))
  }

  #append(pcm: Int16Array): void {
    if (pcm.length === 0) return
    this.#send({ type: 'input_audio_buffer.append', audio: pcm16ToBase64(pcm) })
  }
}
