import { bytesToPcm16 } from '../../audio/pcm.ts'
import type { ContentPart, Item } from '../../protocol/items.ts'
import { Refusal } from './Refusal.ts'
import { isRecord, list, object, oneOf, text, anything, nullable, type Check } from './shape.ts'
import { decodeAudio } from './wireAudio.ts'

/** What a client may put into each role's message, by the type of the part. */
const PARTS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  system: { input_text: object({ type: anything, text }, ['text']) },
  user: {
    input_text: object({ type: anything, text }, ['text']),
    input_audio: object({ type: anything, audio: text, transcript: nullable(text) }, ['audio']),
    input_image: object({ type: anything, image_url: text, detail: text }, ['image_url']),
  },
  // The assistant's sound comes from the service only.
  assistant: {
    output_text: object({ type: anything, text }, ['text']),
    text: object({ type: anything, text }, ['text']),
  },
}

const common = { id: text, object: text, type: anything, status: text }

const ITEMS: Readonly<Record<string, Check>> = {
  message: (item, path) => {
    object({ ...common, role: oneOf(...Object.keys(PARTS)), content: list(anything) }, [
      'role',
      'content',
    ])(item, path)
    if (!isRecord(item) || !Array.isArray(item['content'])) return
    const allowed = PARTS[String(item['role'])] ?? {}
    for (const [index, part] of item['content'].entries()) {
      const at = `${path}.content[${index}]`
      const type: unknown = isRecord(part) ? part['type'] : undefined
      oneOf(...Object.keys(allowed))(type, `${at}.type`)
      allowed[String(type)]?.(part, at)
    }
  },
  function_call: object({ ...common, call_id: text, name: text, arguments: text }, [
    'call_id',
    'name',
    'arguments',
  ]),
  function_call_output: object({ ...common, call_id: text, output: text }, ['call_id', 'output']),
}

type GivenItem = Omit<Item, 'id'> & { readonly id?: string }

function assertItem(value: unknown, path: string): asserts value is GivenItem {
  const type = isRecord(value) ? value['type'] : undefined
  oneOf(...Object.keys(ITEMS))(type, `${path}.type`)
  ITEMS[String(type)]?.(value, path)
}

const stored = (part: ContentPart): ContentPart =>
  part.type === 'text'
    ? { type: 'output_text', text: part.text ?? '' }
    : part.type === 'input_audio'
      ? { type: 'input_audio', transcript: part.transcript ?? null }
      : part

/** An item that a client made, and its sound apart, as conversations keep it. @param id - For one that has none. */
export function newItem(
  value: unknown,
  id: string,
  path = 'item',
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
      ? [bytesToPcm16(decodeAudio(part.audio, `${path}.content[${index}].audio`))]
      : [],
  )
  return { item: { ...given, content: given.content.map(stored) }, audio }
}
