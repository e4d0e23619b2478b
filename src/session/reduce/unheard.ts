import type { ResponseObject } from '../../protocol/serverEvents.ts'
import { changeItem, findItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { Effect } from '../events.ts'
import type { SessionState } from '../state.ts'
import { isCut } from '../turn.ts'
import { unchanged, type Step } from './Step.ts'

/** Cut before its first sound. What was written and not spoken has been read. */
const isUnheard = (item: ConversationItem): boolean =>
  item.kind === 'message' &&
  item.status === 'interrupted' &&
  item.heardText === undefined &&
  (item.spoken || item.text === '')

/** Messages of a cut answer that were never shown, or never heard: the model must not believe that it said them. */
export function dropUnheard(
  state: SessionState,
  { id: responseId, output = [] }: Pick<ResponseObject, 'id' | 'output'>,
  shownIds: readonly string[],
): Step {
  const { turn } = state
  // Where the service carries the sound, it says itself how much of it was heard.
  if (!isCut(turn, responseId) || turn.silenced.includes(responseId)) return unchanged(state)
  // Of these the player is about to tell.
  const isSilenced = (id: string) =>
    turn.silenced.some((sound) => sound === id || sound.startsWith(`${id}#`))
  const unheard = shownIds.filter((id) => {
    const item = findItem(state.conversation, id)
    return item !== undefined && isUnheard(item) && !isSilenced(id)
  })
  const unseen = output.filter(
    ({ type, id }) => type === 'message' && !findItem(state.conversation, id),
  )
  const conversation = unheard.reduce(
    (all, id) =>
      changeItem(all, id, (item) => ({
        ...item,
        heardText: '',
        unheardText: item.text,
        heardMs: 0,
      })),
    state.conversation,
  )
  const effects = [...unheard, ...unseen.map(({ id }) => id)].map((item_id): Effect => ({
    type: 'send',
    event: { type: 'conversation.item.delete', item_id },
  }))
  return [conversation === state.conversation ? state : { ...state, conversation }, effects]
}
