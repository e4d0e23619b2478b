import type { SessionState } from '../state.ts'
import { isCutBySpeech } from './endTurn.ts'
import { propose } from './propose.ts'
import { nothing, unchanged, type Rows } from './Step.ts'

/** How long the sound stays low without the service's word: two of its round trips and the onset that it waits for. */
const CONFIRM_MS = 600

/** Without that the service will not cut, and the sound would sink for nothing. */
const mayBeCut = (state: SessionState): boolean =>
  state.settings.turnDetection != null && isCutBySpeech(state)

/** What is decided on this side about who may talk over the answer. */
export const local: Rows<'bargeIn.chosen' | 'local.speech' | 'local.timeout'> = {
  'bargeIn.chosen': (state, { mode }) => {
    if (mode === state.bargeIn) return unchanged(state)
    const chosen: SessionState = { ...state, bargeIn: mode }
    const isTold = state.connection.status === 'connected'
    // Whether speech cuts is the service's to know.
    return isTold && (mode === 'off' || state.bargeIn === 'off')
      ? propose(chosen, ['turnDetection'])
      : [chosen, nothing]
  },
  'local.speech': (state) => {
    const { audible, ducked, dips } = state.turn
    if (audible === null || ducked || !mayBeCut(state)) return unchanged(state)
    // Not the item: a dip may last into the next one, and one item may be lowered twice.
    const timeout = { type: 'local.timeout', dip: dips + 1 } as const
    return [
      { ...state, turn: { ...state.turn, ducked: true, dips: dips + 1 } },
      [{ type: 'duck' }, { type: 'wake', afterMs: CONFIRM_MS, event: timeout }],
    ]
  },
  'local.timeout': (state, { dip }) =>
    state.turn.ducked && state.turn.dips === dip
      ? [{ ...state, turn: { ...state.turn, ducked: false } }, [{ type: 'unduck' }]]
      : unchanged(state),
}
