import type { Clock } from './Clock.ts'

/** What a small account may do in a minute; the tokens as in captures of the live service. */
const PER_MINUTE = { requests: 1000, tokens: 40_000 }

interface Limit {
  readonly name: 'requests' | 'tokens'
  readonly limit: number
  readonly remaining: number
  readonly reset_seconds: number
}

/** How much may still be asked: goes down with each response, and fills up again within a minute. Refuses nothing. */
export class RateLimits {
  readonly #clock: Clock
  #left = PER_MINUTE
  #atMs: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#atMs = clock.now()
  }

  /** Counts one response. */
  spend(tokens: number): readonly Limit[] {
    const now = this.#clock.now()
    const minutes = (now - this.#atMs) / 60_000
    this.#atMs = now
    const after = (name: Limit['name'], cost: number) => {
      const filled = Math.min(PER_MINUTE[name], this.#left[name] + minutes * PER_MINUTE[name])
      return Math.max(0, filled - cost)
    }
    this.#left = { requests: after('requests', 1), tokens: after('tokens', tokens) }
    return [this.#told('requests'), this.#told('tokens')]
  }

  #told(name: Limit['name']): Limit {
    const limit = PER_MINUTE[name]
    const remaining = Math.floor(this.#left[name])
    const missing = limit - this.#left[name]
    return { name, limit, remaining, reset_seconds: Math.round((missing / limit) * 60_000) / 1000 }
  }
}
