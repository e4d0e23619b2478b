import {
  updatedSession,
  type EffectiveSession,
  type SessionUpdate,
  type VoiceName,
} from './EffectiveSession.ts'
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

  /** @param voice - Whose sound it is: that of the first one is the session's from then on. */
  noteSound(voice: VoiceName): void {
    if (this.#hasSpoken) return
    this.#hasSpoken = true
    const { audio } = this.#now
    this.#now = { ...this.#now, audio: { ...audio, output: { ...audio.output, voice } } }
  }

  /** @throws Refusal and nothing has changed. */
  update(asked: SessionUpdate): void {
    this.#now = updatedSession(this.#now, asked, this.#hasSpoken)
  }
}
