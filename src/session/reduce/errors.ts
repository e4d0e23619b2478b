import { VoiceError } from '../../base/errors.ts'
import { meaningOf } from '../../protocol/serverErrors.ts'
import type { SessionState } from '../state.ts'
import { create, CREATE_EVENT_ID } from './create.ts'
import { refuse, SETTINGS_EVENT_ID } from './line.ts'
import { nothing, unchanged, type Rows, type Step } from './Step.ts'

const withoutDue = (state: SessionState): SessionState =>
  state.turn.due === 'us' ? { ...state, turn: { ...state.turn, due: null } } : state

/** The service complains. Most of its errors are normal races. */
export const errors: Rows<'error'> = {
  error: (state, { error }): Step => {
    const meaning = meaningOf(error)
    const refusesCreate = error.event_id === CREATE_EVENT_ID
    switch (meaning.kind) {
      case 'benign':
        return unchanged(state)
      case 'busy': {
        const waiting = withoutDue(state)
        // The response that is in the way may have no id yet, or may be over by now.
        if (waiting.turn.response === null && waiting.turn.due === null)
          return [{ ...waiting, turn: { ...waiting.turn, due: 'service', wanted: true } }, nothing]
        return create(waiting)
      }
      case 'fatal': {
        const details = { reason: error.code ?? 'it gave no reason' }
        const complaint = new VoiceError(meaning.code, { details, cause: error })
        return [{ ...state, complaint }, nothing]
      }
      case 'setting':
        return refuse(state, meaning.setting, error)
      case 'other': {
        if (error.event_id === SETTINGS_EVENT_ID) return refuse(state, 'the settings', error)
        const what = `an error (${error.code ?? error.type ?? 'without a code'})`
        const details = { what, reason: error.code ?? error.type ?? 'it gave no reason' }
        const warning = new VoiceError(meaning.code, { details, cause: error })
        const next = refusesCreate ? withoutDue(state) : state
        return [next, [{ type: 'report', error: warning }]]
      }
    }
  },
}
