const RATE_HZ = 24_000
/** Longer than the silence that ends a turn, with room for what the detector needs to let go. */
const PAUSE_MS = 1200
const HISS = 6

/** Somebody who says one thing after the other with pauses, in chunks as an append carries them. */
export class Microphone {
  #chunks = []
  #at = 0
  #said = 0
  #ends = new Set()

  /** @param first - Where among the utterances to begin. @param chunkMs - 20 or 40, as browsers do. */
  constructor(utterances, { first, chunkMs, durationMs }) {
    const samples = (ms) => (ms * RATE_HZ) / 1000
    const whole = new Int16Array(samples(durationMs + PAUSE_MS))
    // A microphone is never quite silent.
    for (let i = 0; i < whole.length; i++) whole[i] = ((i * 7919) % (2 * HISS + 1)) - HISS
    let at = samples(300 + first * 150)
    for (let next = first; ; next++) {
      const utterance = utterances[next % utterances.length]
      if (at + utterance.length > samples(durationMs)) break
      whole.set(utterance, at)
      this.#ends.add(Math.floor((at + utterance.length) / samples(chunkMs)))
      at += utterance.length + samples(PAUSE_MS)
    }
    const size = samples(chunkMs)
    for (let from = 0; from + size <= whole.length; from += size) {
      const bytes = Buffer.from(whole.buffer, 2 * from, 2 * size)
      const audio = bytes.toString('base64')
      this.#chunks.push(JSON.stringify({ type: 'input_audio_buffer.append', audio }))
    }
  }

  /** How many utterances are out as a whole. */
  get said() {
    return this.#said
  }

  /** The next append, written; `null` when all is said. */
  next() {
    if (this.#ends.has(this.#at)) this.#said++
    return this.#chunks[this.#at++] ?? null
  }
}
