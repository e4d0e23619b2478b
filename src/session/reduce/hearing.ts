import type { Heard } from '../../audio/Player.ts'
import { findItem } from '../conversation.ts'
import type { ConversationItem } from '../ConversationItem.ts'
import type { Effect } from '../events.ts'
import { splitAtWord } from '../heardWords.ts'
import { ofItem, soundId } from '../soundId.ts'
import { splitHeard } from '../splitHeard.ts'
import type { SessionState } from '../state.ts'
import type { Turn } from '../turn.ts'

/** In whole milliseconds, and no more than there was. What a player cannot tell counts as not heard. */
const wholeMs = ({ heardMs, receivedMs }: Heard): number => {
  const ms = Math.floor(Math.min(heardMs, receivedMs))
  return ms > 0 ? ms : 0
}

const idOf = ({ itemId, contentIndex }: Heard) => soundId(itemId, contentIndex)

const isWhole = ({ complete }: Turn, sound: Heard): boolean =>
  sound.heardMs >= sound.receivedMs && complete.includes(idOf(sound))

/** What the player answered of one item: a sound for each of its parts, in order. */
interface HeardItem {
  readonly itemId: string
  readonly sounds: readonly Heard[]
  readonly isWhole: boolean
  readonly heardMs: number
}

export function byItem({ turn }: SessionState, heard: readonly Heard[]): readonly HeardItem[] {
  const sounds = heard.map(ofItem)
  return [...new Set(sounds.map(({ itemId }) => itemId))].map((itemId) => {
    const own = sounds.filter((one) => one.itemId === itemId)
    return {
      itemId,
      sounds: own,
      isWhole: own.every((one) => isWhole(turn, one)),
      heardMs: own.reduce((sum, one) => sum + wholeMs(one), 0),
    }
  })
}

/** Where the words of an item were cut. An estimate, by the best that is known. */
function splitItem(state: SessionState, item: ConversationItem, sounds: readonly Heard[]) {
  const { speed } = state.settings
  const split = (text: string, sound: Heard) => {
    const words = state.wordTimes[idOf(sound)]
    const isComplete = state.turn.complete.includes(idOf(sound))
    return words
      ? { ...splitAtWord(text, words, wholeMs(sound)), by: 'word-times' as const }
      : splitHeard(text, { ...sound, isComplete, speed })
  }
  const first = sounds[0]?.contentIndex ?? 0
  const parts = state.parts[item.id] ?? { [first]: item.text }
  let length = 0
  let heardBy: ConversationItem['heardBy'] = 'share-of-audio'
  for (const [index, text] of Object.entries(parts)) {
    const sound = sounds.find(({ contentIndex }) => contentIndex === Number(index))
    // What the player does not name any more was heard to its end; what it never had was not heard.
    const words = sound && split(text, sound)
    const heard = words ? words.heard : Number(index) < first ? text : ''
    heardBy = words?.by ?? heardBy
    length += heard.length
    if (heard.length < text.length) break
  }
  return { heardText: item.text.slice(0, length), unheardText: item.text.slice(length), heardBy }
}

/** What the player's answer adds to an item. The first answer stands. */
export function cutItem(state: SessionState, item: ConversationItem, heard: HeardItem) {
  if (item.heardText !== undefined) return item
  if (heard.isWhole) return { ...item, status: 'completed' as const, cutBy: undefined }
  const words = splitItem(state, item, heard.sounds)
  return { ...item, status: 'interrupted' as const, heardMs: heard.heardMs, ...words }
}

const send = (event: Extract<Effect, { type: 'send' }>['event']): Effect => ({
  type: 'send',
  event,
})

/** What the service must be told, so that the model remembers what was heard and no more. */
export function correct(state: SessionState, heard: HeardItem): readonly Effect[] {
  const { turn, conversation } = state
  const { itemId: item_id, sounds } = heard
  // Not ours to correct: it was cut with its line, or belongs to a conversation that is over.
  const isOurs = sounds.some((one) => turn.silenced.includes(idOf(one)))
  if (!isOurs || heard.isWhole) return []
  const remove = send({ type: 'conversation.item.delete', item_id })
  // Truncating at 0 ms is an error: what nobody heard is taken out as a whole.
  if (heard.heardMs < 1 && sounds[0]?.contentIndex === 0) return [remove]
  if (sounds.some((one) => turn.carried.includes(idOf(one)))) {
    const item = findItem(conversation, item_id)
    const text = item ? splitItem(state, item, sounds).heardText : ''
    // No word of it was heard to its end.
    if (text.trim() === '') return [remove]
    const rewrite = send({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] },
    })
    return [remove, rewrite]
  }
  return sounds
    .filter((one) => one.receivedMs >= 1 && !isWhole(turn, one))
    .map((one) =>
      send({
        type: 'conversation.item.truncate',
        item_id,
        content_index: one.contentIndex,
        audio_end_ms: Math.max(1, wholeMs(one)),
      }),
    )
}
