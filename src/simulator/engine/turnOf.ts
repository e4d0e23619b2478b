import type { Item } from '../../protocol/items.ts'
import { itemText } from '../../protocol/items.ts'
import type { Turn, TurnInput } from '../brain/Brain.ts'
import type { Entry } from './Conversation.ts'
import { sampleCount } from './PartSound.ts'
import { toMs } from './wireAudio.ts'

/** What a timeout commits is an item too, but nobody said it. */
const isSilence = ({ item, audio }: Entry) =>
  item.type === 'message' &&
  item.content.length > 0 &&
  item.content.every(({ type }) => type === 'input_audio') &&
  audio.every((sound) => sampleCount(sound) === 0)

const isUsers = (entry: Entry) =>
  entry.item.type === 'message' && entry.item.role === 'user' && !isSilence(entry)

export const countUserTurns = (entries: readonly Entry[]): number => entries.filter(isUsers).length

export const lengthMs = ({ audio }: Entry): number =>
  audio.reduce((total, sound) => total + toMs(sampleCount(sound)), 0)

/** What stands for the words of a turn that nobody wrote down. */
export const speechPlaceholder = (durationMs: number): string =>
  `[speech, ${(durationMs / 1000).toFixed(1)} s]`

function wordlessly(entry: Entry): string {
  if (entry.audio.length > 0) return speechPlaceholder(lengthMs(entry))
  const { item } = entry
  const isPicture =
    item.type === 'message' && item.content.some(({ type }) => type === 'input_image')
  return isPicture ? '[a picture]' : '[an empty message]'
}

/** What a turn says, as far as anybody knows. */
export function wordsOf(entry: Entry): string {
  const { item, heard } = entry
  const written = item.type === 'function_call_output' ? item.output : itemText(item)
  return heard ?? (written || wordlessly(entry))
}

/** The last thing that waits for an answer: instructions do not, and an answer has been given. */
export function lastSaid(entries: readonly Entry[]): Entry | null {
  const last = entries.findLast(({ item }) => item.type !== 'message' || item.role !== 'system')
  return last && (isUsers(last) || last.item.type === 'function_call_output') ? last : null
}

const toolName = (entries: readonly Entry[], output: Item & { type: 'function_call_output' }) =>
  entries
    .map(({ item }) => item)
    .find((item) => item.type === 'function_call' && item.call_id === output.call_id)

function inputOf(entries: readonly Entry[]): TurnInput {
  const said = lastSaid(entries)
  if (said === null) return { kind: 'nothing' }
  if (said.item.type === 'function_call_output') {
    const call = toolName(entries, said.item)
    const name = call?.type === 'function_call' ? call.name : null
    return { kind: 'toolOutput', name, output: said.item.output }
  }
  if (said.audio.length === 0) return { kind: 'text', text: itemText(said.item) }
  return { kind: 'speech', durationMs: lengthMs(said), text: said.heard }
}

/** What a brain is told of the conversation. */
export function turnOf(
  entries: readonly Entry[],
  asked: Pick<Turn, 'instructions' | 'askedBy' | 'tools'>,
): Turn {
  const input = inputOf(entries)
  const turns = countUserTurns(entries)
  const isTheirs = input.kind === 'speech' || input.kind === 'text'
  return { index: isTheirs ? turns - 1 : turns, input, ...asked }
}
