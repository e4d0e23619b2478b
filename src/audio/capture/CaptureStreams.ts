import { askMicrophone } from './askMicrophone.ts'
import { stopTracks } from './CaptureClick.ts'
import { microphoneError } from './microphoneError.ts'

/** The streams of one running microphone: asks for them, and leaves none open that nobody wants any more. */
export class CaptureStreams {
  readonly #constraints: MediaTrackConstraints | undefined
  /** More than one only while a next one is plugged in. */
  readonly #open = new Set<MediaStream>()
  /** How often the user chose: a stream that was asked for before is not wanted any more. */
  #choices = 0
  readonly #choiceOf = new WeakMap<MediaStream, number>()
  #isClosed = false

  constructor(constraints: MediaTrackConstraints | undefined) {
    this.#constraints = constraints
  }

  /** For this and all later questions. Answers whether nothing was chosen since, and nothing closed. */
  choose(): () => boolean {
    const choice = ++this.#choices
    return () => choice === this.#choices && !this.#isClosed
  }

  /** @param isSpare - Whether another one goes on when this one cannot be had: then the error is a warning. */
  ask(deviceId: string | null, isSpare = false): Promise<MediaStream> {
    const asked = askMicrophone(this.#constraints, deviceId)
    return this.answered(asked, { isChosen: deviceId !== null, isSpare })
  }

  /** Rejects with a VoiceError. */
  async answered(
    asked: Promise<MediaStream>,
    how?: Parameters<typeof microphoneError>[1],
  ): Promise<MediaStream> {
    const choice = this.#choices
    try {
      const stream = await asked
      if (this.#isClosed) stopTracks(stream)
      this.#choiceOf.set(stream, choice)
      return stream
    } catch (cause) {
      throw microphoneError(cause, how)
    }
  }

  /** Whether it is still wanted; it is let go of when not. */
  keep(stream: MediaStream): boolean {
    const isWanted = !this.#isClosed && this.#choiceOf.get(stream) === this.#choices
    if (isWanted) this.#open.add(stream)
    else stopTracks(stream)
    return isWanted
  }

  letGoOf(stream: MediaStream): void {
    this.#open.delete(stream)
    stopTracks(stream)
  }

  letGoOfOthers(stream: MediaStream): void {
    for (const other of [...this.#open]) if (other !== stream) this.letGoOf(other)
  }

  close(): void {
    this.#isClosed = true
    for (const stream of this.#open) stopTracks(stream)
  }
}
