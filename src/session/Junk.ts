import { VoiceError } from '../base/errors.ts'

const WINDOW_MS = 10_000
/** So many in ten seconds are no accident. */
const MOST_FRAMES = 50

/** The frames of one line that could not be used. */
export class Junk {
  #atMs: readonly number[] = []

  /** Counts one. @returns Why the line is to be given up, once there are too many. */
  add(nowMs: number): VoiceError | null {
    this.#atMs = [...this.#atMs.filter((atMs) => nowMs - atMs < WINDOW_MS), nowMs]
    if (this.#atMs.length < MOST_FRAMES) return null
    const reason = `${MOST_FRAMES} frames within ${WINDOW_MS / 1000} s could not be used`
    return new VoiceError('protocol_error', { details: { reason, closeCode: 1000 } })
  }
}
