import { isFields, type Fields } from './flatFields.ts'

/** The parts of an assistant's message, flat to GA. The `part` of an event says `text` and `audio` in both. */
const PARTS: Readonly<Record<string, string>> = { text: 'output_text', audio: 'output_audio' }
const FLAT_PARTS = Object.fromEntries(Object.entries(PARTS).map(([flat, ga]) => [ga, flat]))

function withParts(item: unknown, names: Readonly<Record<string, string>>): unknown {
  if (!isFields(item) || item['role'] !== 'assistant') return item
  const { content } = item
  if (!Array.isArray(content)) return item
  const renamed = content.map((part: unknown) => {
    if (!isFields(part)) return part
    const { type } = part
    return typeof type === 'string' && Object.hasOwn(names, type)
      ? { ...part, type: names[type] }
      : part
  })
  return { ...item, content: renamed }
}

export const itemToGa = (item: unknown): unknown => withParts(item, PARTS)
export const itemToFlat = (item: unknown): unknown => withParts(item, FLAT_PARTS)

/** Changes each item of those lists that are there. */
export function withItems(
  fields: Fields,
  lists: readonly string[],
  change: (item: unknown) => unknown,
): Fields {
  return lists.reduce((changed, name) => {
    const items = changed[name]
    return Array.isArray(items) ? { ...changed, [name]: items.map(change) } : changed
  }, fields)
}
