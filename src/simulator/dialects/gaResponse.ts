import type { CheckedRequest } from '../engine/CheckedRequest.ts'
import { maxOutputTokens, outputModalities, voiceName } from './gaSession.ts'
import { Refusal } from '../engine/Refusal.ts'
import {
  anything,
  boolean,
  isRecord,
  list,
  nullable,
  object,
  objectOr,
  oneOf,
  text,
  type Check,
} from '../engine/shape.ts'

const metadata: Check = (value, path) => {
  const pairs = isRecord(value) ? Object.entries(value) : []
  if (!isRecord(value) || pairs.length > 16)
    throw new Refusal('invalid_value', `Invalid '${path}': expected at most 16 pairs.`, path)
  for (const [key, one] of pairs) text(one, `${path}.${key}`)
}

const request = object({
  conversation: oneOf('auto', 'none'),
  instructions: text,
  output_modalities: outputModalities,
  max_output_tokens: maxOutputTokens,
  metadata: nullable(metadata),
  input: list(anything),
  audio: object({ output: object({ format: anything, voice: voiceName, speed: anything }) }),
  tools: list(anything),
  tool_choice: objectOr(anything, oneOf('auto', 'none', 'required')),
  parallel_tool_calls: boolean,
  reasoning: anything,
  prompt: anything,
})

function assertRequest(value: unknown): asserts value is CheckedRequest {
  request(value, 'response')
}

/** @throws Refusal */
export function gaResponse(value: unknown): CheckedRequest {
  const asked = value ?? {}
  assertRequest(asked)
  return asked
}
