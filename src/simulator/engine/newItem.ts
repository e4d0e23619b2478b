import type { ContentPart, Item } from '../../protocol/items.ts'
import { GA_PARTS, itemShape } from './itemShape.ts'
import { decodedWhole } from './InputDecoder.ts'
import { Refusal } from './Refusal.ts'
import { decodeAudio } from './wireAudio.ts'
import { wireFormat, type WireFormat } from './WireFormat.ts'

type GivenItem = Omit<Item, 'id'> & { readonly id?: string }

const check = itemShape(GA_PARTS)

function assertItem(value: unknown, path: string): asserts value is GivenItem {
  check(value, path)
}

const stored = (part: ContentPart): ContentPart =>
  part.type === 'text'
    ? { type: 'output_text', text: part.text ?? '' }
    : part.type === 'input_audio'
      ? { type: 'input_audio', transcript: part.transcript ?? null }
      : part

/**
 * An item that a client made, and its sound apart, as conversations keep it.
 *
 * @param id - For one that has none.
 * @param format - Of its sound: the session's input format.
 */
export function newItem(
  value: unknown,
  id: string,
  path = 'item',
  format: WireFormat = wireFormat({ type: 'audio/pcm' }),
): { item: Item; audio: Int16Array[] } {
  assertItem(value, path)
  if (value.id === '')
    throw new Refusal('invalid_value', `Invalid '${path}.id': empty string.`, `${path}.id`)
  const given = {
    ...value,
    id: value.id ?? id,
    object: 'realtime.item',
    status: 'completed',
  } as Item
  if (given.type !== 'message') return { item: given, audio: [] }
  const audio = given.content.flatMap((part, index) =>
    part.type === 'input_audio'
      ? [decodedWhole(decodeAudio(part.audio, `${path}.content[${index}].audio`), format)]
      : [],
  )
  return { item: { ...given, content: given.content.map(stored) }, audio }
}
