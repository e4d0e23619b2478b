import type { ResponseRequest } from '../../../src/protocol/clientEvents.ts'
import type { ServerErrorBody } from '../../../src/protocol/serverEvents.ts'
import type { SessionSettings } from '../../../src/protocol/settings.ts'
import type { Effect } from '../../../src/session/events.ts'
import { initialState } from '../../../src/session/state.ts'
import { Scene } from '../../support/scene.ts'
import { connected } from '../../support/sequence.ts'

const service = { provider: 'local', dialect: 'GA' } as const

/** A complaint of the service that names no request, unless it is said. */
export const complains = (error: ServerErrorBody) => ({ type: 'error', error }) as const
export const refuses = (event_id: string, more: ServerErrorBody = {}) =>
  complains({ type: 'invalid_request_error', code: 'invalid_value', event_id, ...more })
export const busy = (event_id: string | null = null) =>
  complains({ code: 'conversation_already_has_active_response', event_id })

export const asks = (request: ResponseRequest = {}) =>
  ({ type: 'response.wanted', request }) as const
/** Such a wish gets an answer of its own. */
export const asksFor = (instructions: string) => asks({ instructions })
export const deadline = { type: 'deadline' } as const
export const interrupt = { type: 'interrupt' } as const
export const hears = (item_id = 'u1') =>
  ({ type: 'input_audio_buffer.speech_started', item_id, audio_start_ms: 0 }) as const

/** A session that goes on answering while the user talks. */
export const uncut = () => {
  const state = connected()
  const turnDetection = { type: 'server_vad', interruptResponse: false } as const
  return new Scene({ ...state, settings: { ...state.settings, turnDetection } })
}

/** A line that was called and does not stand yet. */
export const calling = (settings: SessionSettings = {}) =>
  new Scene(initialState(settings)).happen({ type: 'line.wanted', service })
/** The service answers the call, and is told of the settings. */
export const begins = { type: 'session.created', session: { id: 's1' } } as const
/** The service takes the settings as they were asked for. */
export const agrees = { type: 'session.updated', session: {} } as const

export const reports = (effects: readonly Effect[]) =>
  effects.flatMap((one) => (one.type === 'report' ? [one.error] : []))
export const codes = (effects: readonly Effect[]) => reports(effects).map(({ code }) => code)
/** For what is waited before an answer is asked for again, in milliseconds. */
export const pauses = (effects: readonly Effect[]) =>
  effects.flatMap((one) =>
    one.type === 'wake' && one.event.type === 'response.retry' ? [one.afterMs] : [],
  )
/** The ends of those pauses, as they come later. */
export const retries = (effects: readonly Effect[]) =>
  effects.flatMap((one) =>
    one.type === 'wake' && one.event.type === 'response.retry' ? [one.event] : [],
  )
/** What the answers were asked for with. */
export const wishes = (effects: readonly Effect[]) =>
  effects.flatMap((one) =>
    one.type === 'send' && one.event.type === 'response.create'
      ? [one.event.response?.instructions]
      : [],
  )

export const givesTools = (...names: readonly string[]) =>
  ({
    type: 'tools.wanted',
    tools: names.map(
      (name) =>
        ({ type: 'function', name, parameters: { type: 'object', properties: {} } }) as const,
    ),
  }) as const
