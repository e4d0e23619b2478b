import type { Hearing, HearingEvent } from '../../../src/simulator/hearing/Hearing.ts'
import { RATE_HZ } from './soundLevel.ts'

const CHUNK_SAMPLES = 0.02 * RATE_HZ

/** Hears sounds as a session does, each with new ears and in chunks of 20 ms, and counts what that takes. */
export class Listener {
  readonly #makeEars: () => Hearing
  #cpuMs = 0
  #samples = 0

  constructor(makeEars: () => Hearing) {
    this.#makeEars = makeEars
  }

  get seconds(): number {
    return this.#samples / RATE_HZ
  }

  get msOfCpuPerSecond(): number {
    return this.#cpuMs / this.seconds
  }

  hear(pcm: Int16Array): HearingEvent['type'][] {
    const ears = this.#makeEars()
    ears.configure({ threshold: 0.5, prefixPaddingMs: 300, silenceDurationMs: 500 })
    const events: HearingEvent[] = []
    const before = process.cpuUsage()
    for (let at = 0; at < pcm.length; at += CHUNK_SAMPLES)
      events.push(...ears.append(pcm.subarray(at, at + CHUNK_SAMPLES)))
    const { user, system } = process.cpuUsage(before)
    this.#cpuMs += (user + system) / 1000
    this.#samples += pcm.length
    return events.map(({ type }) => type)
  }
}
