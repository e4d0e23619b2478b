import { VoiceError } from '../../base/errors.ts'
import { meaningOf } from '../../protocol/serverErrors.ts'
import type { SessionState } from '../state.ts'
import { createIfWanted, CREATE_EVENT_ID } from './create.ts'
import { refuse, SETTINGS_EVENT_ID } from './settings.ts'
import { andThen, nothing, unchanged, type Rows, type Step } from './Step.ts'
import { trouble } from './trouble.ts'

/** Our request is not going to be answered: neither is it awaited nor is its answer to be cancelled. */
const withoutOurs = (state: SessionState): SessionState => ({
  ...state,
  turn: {
    ...state.turn,
    due: state.turn.due === 'us' ? null : state.turn.due,
    doomed: state.turn.doomed === 'us' ? null : state.turn.doomed,
  },
})

/** A response of the service is in the way: it may have no id yet, or be over by now. */
function waitForIt(state: SessionState): Step {
  // What was talked over before it had an id is not asked for again.
  const isStillWanted = state.turn.due === 'us' && state.turn.doomed !== 'us'
  const waiting = withoutOurs(state)
  const { response, due, wanted } = waiting.turn
  if (!isStillWanted && !wanted) return [waiting, nothing]
  const isUnknown = response === null && due === null
  const turn = { ...waiting.turn, wanted: true, due: isUnknown ? ('service' as const) : due }
  return [{ ...waiting, turn }, nothing]
}

/** The service complains. Most of its errors are normal races. */
export const errors: Rows<'error'> = {
  error: (state, { error }): Step => {
    const meaning = meaningOf(error)
    const reason = error.code ?? error.type ?? 'it gave no reason'
    switch (meaning.kind) {
      case 'benign':
        return unchanged(state)
      case 'busy':
        return waitForIt(state)
      case 'fatal': {
        const complaint = new VoiceError(meaning.code, { details: { reason }, cause: error })
        return trouble({ ...state, complaint }, complaint)
      }
      case 'setting':
        return refuse(state, meaning.setting, error)
      case 'other': {
        if (error.event_id === SETTINGS_EVENT_ID) return refuse(state, 'the settings', error)
        const what = `an error (${reason})`
        const warning = new VoiceError(meaning.code, { details: { what, reason }, cause: error })
        const told = trouble(state, warning)
        if (error.event_id !== CREATE_EVENT_ID) return told
        return andThen(told, (next) => createIfWanted(withoutOurs(next)))
      }
    }
  },
}
