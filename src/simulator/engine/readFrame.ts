import { isTooDeep, MAX_DEPTH } from './isTooDeep.ts'
import { Refusal } from './Refusal.ts'

/** A text frame as the value that its JSON means. @throws Refusal */
export function readFrame(frame: string): unknown {
  if (isTooDeep(frame)) {
    const message = `The event is nested deeper than ${MAX_DEPTH} levels.`
    throw new Refusal('invalid_value', message)
  }
  try {
    return JSON.parse(frame)
  } catch {
    throw new Refusal('invalid_json', 'The event is not valid JSON.')
  }
}
