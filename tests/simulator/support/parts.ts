import type { Hearing, HearingEvent } from '../../../src/simulator/hearing/Hearing.ts'
import type { Voice } from '../../../src/simulator/voice/Voice.ts'

const RATE_HZ = 24_000

/** A voice that takes 50 ms for each letter, and whose samples are never silent. */
export const steadyVoice: Voice = {
  speak: (text) => Promise.resolve(new Int16Array(text.length * 1200).fill(1000)),
}

/** Hears a turn wherever samples are not zero; the turn ends at the first silent sample. */
export class LoudnessHearing implements Hearing {
  #received = 0
  #isLoud = false

  configure(): void {
    // Sound is all that counts here.
  }

  append(pcm: Int16Array): readonly HearingEvent[] {
    const events: HearingEvent[] = []
    for (const sample of pcm) {
      const ms = (this.#received * 1000) / RATE_HZ
      if (sample !== 0 && !this.#isLoud) events.push({ type: 'started', audioStartMs: ms })
      if (sample === 0 && this.#isLoud) events.push({ type: 'stopped', audioEndMs: ms })
      this.#isLoud = sample !== 0
      this.#received += 1
    }
    return events
  }

  reset(): void {
    this.#isLoud = false
  }
}

/** Base64 of so many milliseconds of sound, or of silence. */
export function sound(ms: number, loudness = 5000): string {
  const samples = new Int16Array((RATE_HZ * ms) / 1000).fill(loudness)
  return Buffer.from(samples.buffer).toString('base64')
}
