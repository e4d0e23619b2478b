import type { CheckedRequest } from '../engine/CheckedRequest.ts'
import { anything, boolean, list, nullable, object, oneOf, text } from '../engine/shape.ts'
import { maxOutputTokens, metadata, prompt } from './fields.ts'
import { gaFormat, gaModalities, gaToolChoice, gaTools, reasoning } from './gaSession.ts'
import { gaVoice } from './voices.ts'

const request = object({
  conversation: oneOf('auto', 'none'),
  instructions: text,
  output_modalities: gaModalities,
  max_output_tokens: maxOutputTokens,
  metadata: nullable(metadata),
  // Each is checked where it becomes an item.
  input: list(anything),
  audio: object({ output: object({ format: gaFormat, voice: gaVoice }) }),
  tools: gaTools,
  tool_choice: gaToolChoice,
  parallel_tool_calls: boolean,
  reasoning,
  prompt,
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
