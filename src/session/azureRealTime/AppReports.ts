import { VoiceError } from '../../base/errors.ts'
import type { RealtimeSession } from '../RealtimeSession.ts'
import { sounding } from '../turn.ts'
import type { Listeners } from './Listeners.ts'
import { ModelStatusEnum } from './ModelStatusEnum.ts'

/**
 * The model's status, with what an app knows and says that plays the sound itself.
 *
 * What is said is a fact, never the status: that is derived, from these facts too.
 */
export class AppReports {
  readonly #session: RealtimeSession
  readonly #listeners: Listeners
  readonly #hasPlayer: boolean
  /** The app has a button, or a detector of its own. */
  #userTalks = false
  #told: ModelStatusEnum = ModelStatusEnum.IDLE
  #warned = false

  constructor(session: RealtimeSession, listeners: Listeners, hasPlayer: boolean) {
    this.#session = session
    this.#listeners = listeners
    this.#hasPlayer = hasPlayer
    session.on('input_audio_buffer.speech_stopped', () => this.turnEnded())
    session.subscribe(() => {
      if (this.#isOver) this.#userTalks = false
      this.#tell()
    })
  }

  get status(): ModelStatusEnum {
    return this.#userTalks ? ModelStatusEnum.LISTENING : this.#session.getSnapshot().modelStatus
  }

  statusSet(status: ModelStatusEnum): void {
    if (this.#isOver || !this.#isWanted()) return
    const talks = status === ModelStatusEnum.LISTENING
    if (status === ModelStatusEnum.IDLE) this.#reportHeard()
    if (talks && !this.#userTalks) this.#session.interrupt()
    this.#userTalks = talks
    this.#tell()
  }

  allHeard(): void {
    if (this.#isWanted()) this.#reportHeard()
  }

  /** What the user said was handed over. */
  turnEnded(): void {
    this.#userTalks = false
    this.#tell()
  }

  /** Nobody listens any more. */
  get #isOver(): boolean {
    const { status } = this.#session.getSnapshot().connection
    return status === 'closed' || status === 'failed'
  }

  #reportHeard(): void {
    for (const itemId of sounding(this.#session.getSnapshot().turn))
      this.#session.reportHeard(itemId, Infinity)
  }

  /** A player knows better what is heard. Said once. */
  #isWanted(): boolean {
    if (!this.#hasPlayer || this.#warned) return !this.#hasPlayer
    this.#warned = true
    const warning = new VoiceError('status_ignored')
    this.#listeners.emit('warning', warning, () =>
      console.warn(`AzureRealTimeAudio: ${warning.message} ${warning.remedy}`),
    )
    return false
  }

  #tell(): void {
    const { status } = this
    if (status === this.#told) return
    this.#told = status
    this.#listeners.emit('status_changed', status)
  }
}
