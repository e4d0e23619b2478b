import { itemShape, type PartShapes } from '../engine/itemShape.ts'
import { anything, isRecord, list, object, text, type Check } from '../engine/shape.ts'

const reference = object({ type: anything, id: text }, ['id'])

/** What a response is asked to answer: items, and references to those of the conversation. */
export function inputShape(parts: PartShapes): Check {
  const item = itemShape(parts)
  return list((value, path) => {
    const check = isRecord(value) && value['type'] === 'item_reference' ? reference : item
    check(value, path)
  })
}
