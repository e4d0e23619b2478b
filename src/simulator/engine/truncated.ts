import type { Item } from '../../protocol/items.ts'
import type { Entry } from './Conversation.ts'
import { sampleCount, samplesOf, soundIndex } from './PartSound.ts'
import { Refusal } from './Refusal.ts'
import { toMs, toSamples } from './wireAudio.ts'

/** An item without the words of this part, of which only a beginning was heard, and without all parts after it. */
export function withoutUnheard(item: Item, contentIndex: number): Item {
  const part = item.type === 'message' ? item.content[contentIndex] : undefined
  if (item.type !== 'message' || part?.type !== 'output_audio') return item
  const content = [...item.content.slice(0, contentIndex), { ...part, transcript: '' }]
  return { ...item, status: 'incomplete', content }
}

/**
 * An item of which the user heard no more than this.
 *
 * @param audioEndMs - From the beginning of the part's own sound.
 * @throws Refusal
 */
export function truncated(entry: Entry, contentIndex: number, audioEndMs: number): Entry {
  const { item } = entry
  const content = item.type === 'message' ? item.content : []
  const at = soundIndex(content, contentIndex)
  const sound = entry.audio[at] ?? []
  // An empty list is sound that has not begun; one that was cut to nothing holds an empty piece.
  if (content[contentIndex]?.type !== 'output_audio' || sound.length === 0)
    throw new Refusal(
      'unsupported_content_type',
      'Only model output audio messages can be truncated',
    )
  const lengthMs = Math.floor(toMs(sampleCount(sound)))
  if (audioEndMs > lengthMs)
    throw new Refusal(
      'invalid_value',
      `Audio content of ${lengthMs}ms is already shorter than ${audioEndMs}ms`,
      'audio_end_ms',
    )
  const heard = samplesOf(sound).slice(0, toSamples(audioEndMs))
  return {
    ...entry,
    item: withoutUnheard(item, contentIndex),
    audio: [...entry.audio.slice(0, at), [heard]],
  }
}
