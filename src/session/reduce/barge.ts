import { VoiceError } from '../../base/errors.ts'
import type { Effect } from '../events.ts'
import { changeItem } from '../conversation.ts'
import type { SessionState } from '../state.ts'
import { isCut, withCut, sounding } from '../turn.ts'
import { cancel } from './create.ts'
import type { Step } from './Step.ts'
import { isPlain } from './wishes.ts'

/** Who talks over the answer: a voice that the service hears, the talk button, typed text, or the app. */
export type BargeCause = 'speech' | 'button' | 'text' | 'interrupt'

function interruptsItself(state: SessionState): boolean {
  const detection = state.settings.turnDetection
  return detection != null && (detection.interruptResponse ?? true)
}

const droppedWish = () =>
  new VoiceError('response_failed', {
    details: {
      reason: 'the user spoke before its turn came, so it was not asked for',
      advice: 'Call createResponse() again if it is still wanted.',
    },
  })

/**
 * Cuts the answer, decided at once: the sound stops, the response is cancelled, its late events are dropped.
 *
 * The player's answer, a moment later, only adds how much was heard. It never depends on whether something
 * is audible already: a short answer is done before its first sample is.
 */
export function barge(state: SessionState, cause: BargeCause): Step {
  const { turn } = state
  const playing = sounding(turn)
  const isRunning = turn.response !== null && !isCut(turn, turn.response)
  const effects: Effect[] = []
  if (playing.length > 0) effects.push({ type: 'interruptPlayer' })
  if (turn.ducked) effects.push({ type: 'unduck' })
  // A plain wish is met by the answer to what the user says; another one never will be.
  const isLost = turn.wanted.some(({ request }) => !isPlain(request))
  if (isLost && cause !== 'interrupt') effects.push({ type: 'report', error: droppedWish() })
  if (turn.response !== null && isRunning && !(cause === 'speech' && interruptsItself(state)))
    effects.push(cancel(turn.response))
  const cut = withCut(turn, [turn.response ?? undefined, ...playing.map((item) => turn.of[item])])
  const unfinished = Object.keys(turn.of).filter((item) => cut.cut.includes(turn.of[item] ?? ''))
  const conversation = [...new Set([...playing, ...unfinished])].reduce(
    (all, id) =>
      changeItem(all, id, (item) =>
        item.status === 'in-progress' || playing.includes(id)
          ? { ...item, status: 'interrupted', cutBy: 'user' }
          : item,
      ),
    state.conversation,
  )
  return [
    {
      ...state,
      conversation,
      turn: {
        ...cut,
        audible: null,
        queued: [],
        silenced: [...turn.silenced, ...playing],
        ducked: false,
        doomed: turn.due,
        wanted: [],
        pause: null,
      },
    },
    effects,
  ]
}
