import type { ResponseRequest } from '../../protocol/clientEvents.ts'
import { maxOutputTokens, outputModalities, voiceName } from './sessionShape.ts'
import { Refusal } from './Refusal.ts'
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
} from './shape.ts'

/** What a `response.create` may say; left-out fields come from the session. */
export type CheckedRequest = ResponseRequest & {
  readonly audio?: { readonly output?: { readonly voice?: string | { readonly id: string } } }
}

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
export function responseRequest(value: unknown): CheckedRequest {
  const asked = value ?? {}
  assertRequest(asked)
  return asked
}
