import { onDeviceChange } from '../devices/listMicrophones.ts'
import { listSpeakers } from '../devices/listSpeakers.ts'

/** Some systems tell of a device that went away only when somebody looks. */
const LOOK_MS = 3000

/** Tells when a loudspeaker goes away that was there before. */
export class SpeakerWatch {
  readonly #deviceId: string
  readonly #gone: (label: string) => void
  readonly #stopListening: () => void
  readonly #timer: ReturnType<typeof setInterval>
  /** Of one that was seen. A page without permission sees none, and nothing can be told from that. */
  #label: string | null = null
  #isClosed = false

  constructor(deviceId: string, gone: (label: string) => void) {
    this.#deviceId = deviceId
    this.#gone = gone
    const look = () => void this.#look()
    this.#stopListening = onDeviceChange(look)
    this.#timer = setInterval(look, LOOK_MS)
    look()
  }

  close(): void {
    this.#isClosed = true
    this.#stopListening()
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const speakers = await listSpeakers().catch(() => null)
    if (this.#isClosed || speakers === null) return
    const seen = speakers.find(({ id }) => id === this.#deviceId)
    if (seen) this.#label = seen.label
    else if (this.#label !== null) {
      this.close()
      this.#gone(this.#label)
    }
  }
}
