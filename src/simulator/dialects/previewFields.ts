import { FLAT_PARTS } from '../engine/itemShape.ts'
import { byType, list, nullable, number, oneOf, openObject, text } from '../engine/shape.ts'
import {
  chooseFunctionEitherWay,
  functionTool,
  maxOutputTokens,
  metadata,
  modalities,
  toolChoice,
} from './fields.ts'
import { inputShape } from './inputShape.ts'

/** What a session and a response have in common. */
const SHARED = {
  instructions: text,
  // A spoken answer is always written too.
  modalities: modalities(['text', 'audio'], ['text']),
  output_audio_format: oneOf('pcm16', 'g711_ulaw', 'g711_alaw'),
  tools: list(byType({ function: functionTool })),
  tool_choice: toolChoice({ function: chooseFunctionEitherWay }),
  temperature: number(0.6, 1.2),
  max_response_output_tokens: maxOutputTokens,
}

/** Session fields that both previews know. */
export const PREVIEW_SESSION = {
  ...SHARED,
  // Fixed by the address; clients repeat it.
  model: text,
  input_audio_format: SHARED.output_audio_format,
  // Which fields it may have hangs on the kind that is in force: see turnDetection.ts.
  turn_detection: nullable(openObject({})),
}

/** What both previews know of a `response.create`. */
export const PREVIEW_REQUEST = {
  ...SHARED,
  conversation: oneOf('auto', 'none'),
  metadata: nullable(metadata),
  input: inputShape(FLAT_PARTS),
}
