import { updatedSession, type EffectiveSession, type SessionUpdate } from './EffectiveSession.ts'
import { wireFormat, type WireFormat } from './WireFormat.ts'

/** What is in force in a session. */
export class SessionSettings {
  #now: EffectiveSession
  #hasSpoken = false

  constructor(start: EffectiveSession) {
    this.#now = start
  }

  get now(): EffectiveSession {
    return this.#now
  }

  /** Whether the assistant has made any sound: its voice is fixed from then on. */
  get hasSpoken(): boolean {
    return this.#hasSpoken
  }

  /** How the user's sound and the assistant's lie on the wire. */
  get formats(): { readonly input: WireFormat; readonly output: WireFormat } {
    const { input, output } = this.#now.audio
    return { input: wireFormat(input.format), output: wireFormat(output.format) }
  }

  noteSound(): void {
    this.#hasSpoken = true
  }

  /** @throws Refusal and nothing has changed. */
  update(asked: SessionUpdate): void {
    this.#now = updatedSession(this.#now, asked, this.#hasSpoken)
  }
}
