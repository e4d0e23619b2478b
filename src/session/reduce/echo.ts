import { VoiceError } from '../../base/errors.ts'
import type { SessionState } from '../state.ts'
import { nothing, type Step } from './Step.ts'

/** So many interruptions in this time, and not a word of the user: it is likely that the model hears itself. */
const CUTS = 3
const WITHIN_MS = 10_000

/** A voice that the service heard has cut the answer. */
export function countCut(state: SessionState, nowMs: number): Step {
  // Without a transcription nobody knows whether words were said.
  if (state.settings.inputTranscription == null) return [state, nothing]
  const wordlessCutsMs = [...state.wordlessCutsMs.filter((ms) => nowMs - ms < WITHIN_MS), nowMs]
  if (wordlessCutsMs.length < CUTS) return [{ ...state, wordlessCutsMs }, nothing]
  const error = new VoiceError('possible_echo')
  return [{ ...state, wordlessCutsMs: [] }, [{ type: 'report', error }]]
}

/** The user did say something: whoever interrupts is not an echo. */
export const withWords = (state: SessionState, transcript: string): SessionState =>
  state.wordlessCutsMs.length === 0 || transcript.trim() === ''
    ? state
    : { ...state, wordlessCutsMs: [] }
