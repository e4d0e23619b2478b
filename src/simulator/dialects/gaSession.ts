import { Refusal } from '../engine/Refusal.ts'
import {
  anything,
  boolean,
  list,
  nullable,
  number,
  object,
  objectOr,
  oneOf,
  text,
} from '../engine/shape.ts'

/** PCM at 24 kHz only: the one format that every client can make. */
const format = object({ type: oneOf('audio/pcm'), rate: oneOf(24_000) }, ['type'])

/** Also checks `response.audio.output` of a `response.create`. */
export const voiceName = objectOr(object({ id: text }, ['id']), text)
export const outputModalities = (value: unknown, path: string) => {
  list(oneOf('audio', 'text'))(value, path)
  if (Array.isArray(value) && value.length !== 1)
    throw new Refusal(
      'invalid_value',
      `Invalid modalities: ${JSON.stringify(value)}. Supported combinations are: ['text'] and ['audio'].`,
      path,
    )
}
export const maxOutputTokens = (value: unknown, path: string) => {
  if (value !== 'inf') number(1, 4096, 'integer')(value, path)
}

/** All that a `session.update` may hold: names and ranges of the services' published types. */
export const sessionShape = object(
  {
    type: oneOf('realtime'),
    // Fixed by the address; clients repeat it.
    model: text,
    instructions: text,
    output_modalities: outputModalities,
    max_output_tokens: maxOutputTokens,
    tools: list(
      object({ type: oneOf('function'), name: text, description: text, parameters: anything }, [
        'type',
        'name',
      ]),
    ),
    tool_choice: objectOr(anything, oneOf('auto', 'none', 'required')),
    parallel_tool_calls: boolean,
    reasoning: anything,
    tracing: anything,
    prompt: anything,
    truncation: anything,
    include: nullable(list(text)),
    audio: object({
      input: object({
        format,
        transcription: nullable(
          object({
            model: text,
            language: text,
            languages: list(text),
            prompt: text,
            keywords: list(text),
            delay: text,
          }),
        ),
        noise_reduction: nullable(
          object({ type: oneOf('near_field', 'far_field'), strength: number(0, 1) }, ['type']),
        ),
        // Which fields it may have hangs on the kind that is in force: see turnDetection.ts.
        turn_detection: nullable(objectOr(anything, object({}))),
      }),
      output: object({ format, voice: voiceName, speed: number(0.25, 1.5) }),
    }),
  },
  ['type'],
)
