import { patched } from '../../base/patched.ts'
import { VoiceError } from '../../base/errors.ts'
import { changeItem, findItem, isHidden } from '../conversation.ts'
import type { ConversationItem, TranscriptSegment } from '../ConversationItem.ts'
import { lastFew } from '../lastFew.ts'
import type { SessionState, Words } from '../state.ts'
import { withWords } from './echo.ts'
import { andThen, nothing, unchanged, type Rows, type Step } from './Step.ts'

/** Changes the words of a turn. They come from another model, which may be quicker than the turn that they belong to. */
function write(state: SessionState, id: string, change: (words: Words) => Partial<Words>): Step {
  if (isHidden(state.conversation, id)) return unchanged(state)
  if (findItem(state.conversation, id)) {
    const conversation = changeItem(state.conversation, id, (item) =>
      patched<ConversationItem>(item, change(item)),
    )
    return conversation === state.conversation
      ? unchanged(state)
      : [{ ...state, conversation }, nothing]
  }
  const before: Words = state.earlyWords[id] ?? { text: '', transcription: 'waiting' }
  const words = patched(before, change(before))
  if (words === before) return unchanged(state)
  return [{ ...state, earlyWords: lastFew(state.earlyWords, id, words) }, nothing]
}

/** What is told when the words of a turn do not come. Told once, however often we hear of it. */
function fail(state: SessionState, id: string, reason: string): Step {
  const failed = write(state, id, ({ transcription }) =>
    transcription === 'done' ? {} : { transcription: 'failed' },
  )
  if (failed[0] === state) return failed
  const error = new VoiceError('transcription_failed', { details: { reason } })
  return andThen(failed, (next) => [next, [{ type: 'report', error }]])
}

const isSame = (one: TranscriptSegment, other: TranscriptSegment) =>
  one.startMs === other.startMs && one.endMs === other.endMs && one.text === other.text

const ms = (seconds: number | null | undefined) => Math.round((seconds ?? 0) * 1000)

/** The words of what the user said. */
export const words: Rows<
  | 'conversation.item.input_audio_transcription.delta'
  | 'conversation.item.input_audio_transcription.completed'
  | 'conversation.item.input_audio_transcription.failed'
  | 'conversation.item.input_audio_transcription.segment'
  | 'words.overdue'
> = {
  'conversation.item.input_audio_transcription.delta': (state, { item_id, delta }) =>
    write(state, item_id, ({ text, transcription, segments }) =>
      // The whole is more than its parts that are still under way; segments say the same again.
      transcription === 'done' || segments ? {} : { text: text + (delta ?? '') },
    ),
  'conversation.item.input_audio_transcription.completed': (state, { item_id, transcript }) =>
    write(withWords(state, transcript), item_id, () => ({
      text: transcript,
      transcription: 'done',
    })),
  'conversation.item.input_audio_transcription.failed': (state, { item_id, error }) =>
    fail(state, item_id, error?.code ?? 'it gave no reason'),
  'conversation.item.input_audio_transcription.segment': (state, event) =>
    write(state, event.item_id, ({ segments: before = [], transcription, text: words }) => {
      const { speaker, start, end, text } = event
      const segment = { speaker: speaker ?? null, startMs: ms(start), endMs: ms(end), text }
      if (before.some((one) => isSame(one, segment))) return {}
      const segments = [...before, segment].sort((one, other) => one.startMs - other.startMs)
      const all = segments.map((one) => one.text.trim()).join(' ')
      return { segments, text: transcription === 'done' ? words : all }
    }),
  'words.overdue': (state, { itemId }) =>
    findItem(state.conversation, itemId)?.transcription === 'waiting'
      ? fail(state, itemId, 'it did not come')
      : unchanged(state),
}
