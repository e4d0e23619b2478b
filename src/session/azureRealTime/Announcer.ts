import type { VoiceError } from '../../base/errors.ts'
import { eventToFlat } from '../../protocol/flatEvents.ts'
import {
  knownServerEventTypes,
  type KnownServerEventType,
  type ServerEvent,
} from '../../protocol/serverEvents.ts'
import type { RealtimeSession } from '../RealtimeSession.ts'
import type { Listeners } from './Listeners.ts'

/** Tells the listeners in the preview's words what a session hears, and what went wrong. */
export class Announcer {
  readonly #listeners: Listeners
  #isInitialized = false

  constructor(listeners: Listeners) {
    this.#listeners = listeners
  }

  follow(session: RealtimeSession): void {
    const isInitialized = () => session.getSnapshot().connection.status === 'connected'
    // The names are the keys of the very map that its types are made from.
    for (const type of knownServerEventTypes() as readonly KnownServerEventType[])
      session.on(type, (event) => this.#tell(event, isInitialized()))
    session.on('*', ({ direction, event }) => {
      if (direction === 'in' && event.type === 'unknown') this.#tell(event, isInitialized())
    })
    session.subscribe(() => {
      this.#isInitialized &&= isInitialized()
    })
  }

  readonly report = (problem: VoiceError): void => {
    const { severity, code, message, remedy } = problem
    // A page that shows no errors would otherwise stay silent for a reason that nobody finds.
    const unheard = () => console.error(`AzureRealTimeAudio: ${code}. ${message} ${remedy}`)
    if (severity === 'warning') this.#listeners.emit('warning', problem)
    else this.#listeners.emit('error', problem, unheard)
  }

  #tell(event: ServerEvent, isInitialized: boolean): void {
    // The preview has no word for it: `conversation.item.created` was all.
    if (event.type === 'conversation.item.done') return
    const told = eventToFlat(event.type === 'unknown' ? event.raw : { ...event })
    if (event.type === 'session.updated' && isInitialized && !this.#isInitialized) {
      this.#isInitialized = true
      this.#listeners.emit('init', told['session'])
    }
    this.#listeners.emit(String(told['type']), told)
  }
}
