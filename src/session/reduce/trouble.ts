import type { VoiceError } from '../../base/errors.ts'
import type { SessionState } from '../state.ts'
import type { Step } from './Step.ts'

/** Something went wrong: everybody is told, and what is grave stays in the snapshot until it is over. */
export function trouble(state: SessionState, error: VoiceError): Step {
  // On a page that is not secure the worklet fails as well; the first error explains both.
  const isExplained = state.error?.code === 'insecure_page' && error.code === 'worklet_load_failed'
  const isShown = error.severity === 'error' && !isExplained
  return [isShown ? { ...state, error } : state, [{ type: 'report', error }]]
}
