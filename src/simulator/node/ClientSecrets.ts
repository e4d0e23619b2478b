import { randomBytes } from 'node:crypto'
import type { ServiceDialect } from '../dialects/ServiceDialect.ts'
import type { SessionUpdate } from '../engine/EffectiveSession.ts'

/** A key for pages that lives for minutes, and what the sessions that it opens start with. */
export interface ClientSecret {
  readonly value: string
  /** Unix milliseconds. */
  readonly expiresAtMs: number
  /** Of a session that names no other. */
  readonly model: string | null
  /** Whose words it was made in: another service knows other settings. */
  readonly words: ServiceDialect['name']
  readonly startWith: SessionUpdate
}

const MAX_REMEMBERED = 1000

/** The secrets that were given out. Each opens any number of sessions until it expires, as the live ones do. */
export class ClientSecrets {
  readonly #lifeMs: number | undefined
  readonly #secrets = new Map<string, ClientSecret>()

  /** @param lifeMs - Of every secret, whatever its client asks for. */
  constructor(lifeMs?: number) {
    this.#lifeMs = lifeMs
  }

  mint(asked: {
    readonly lifeMs: number
    readonly model: string | null
    readonly words: ServiceDialect['name']
    readonly startWith: SessionUpdate
  }): ClientSecret {
    const { lifeMs, ...session } = asked
    const value = `ek_${randomBytes(16).toString('hex')}`
    const secret = { value, expiresAtMs: Date.now() + (this.#lifeMs ?? lifeMs), ...session }
    this.#secrets.set(value, secret)
    // The expired are kept too: they are refused in other words than a secret that never was.
    for (const oldest of this.#secrets.keys())
      if (this.#secrets.size > MAX_REMEMBERED) this.#secrets.delete(oldest)
      else break
    return secret
  }

  find(value: string): { readonly secret: ClientSecret; readonly isExpired: boolean } | null {
    const secret = this.#secrets.get(value)
    return secret ? { secret, isExpired: Date.now() >= secret.expiresAtMs } : null
  }
}
