import type { VoiceError } from '../base/errors.ts'

const QUIET_MS = 1000

/** Keeps what the service sends from flooding whoever listens to warnings. */
export class WarningPace {
  readonly #toldAtMs = new Map<string, number>()

  /** Whether it is to be told: of warnings of the protocol that differ only in a number, one a second. */
  allows({ code, message }: VoiceError, nowMs: number): boolean {
    if (code !== 'protocol_warning') return true
    for (const [kind, atMs] of this.#toldAtMs)
      if (nowMs - atMs >= QUIET_MS) this.#toldAtMs.delete(kind)
    const kind = message.replace(/\d+/g, '')
    if (this.#toldAtMs.has(kind)) return false
    this.#toldAtMs.set(kind, nowMs)
    return true
  }
}
