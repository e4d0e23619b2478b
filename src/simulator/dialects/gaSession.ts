import {
  anything,
  boolean,
  byType,
  list,
  nullable,
  number,
  object,
  objectOr,
  oneOf,
  text,
} from '../engine/shape.ts'
import {
  chooseFunction,
  functionTool,
  include,
  maxOutputTokens,
  mcpTool,
  modalities,
  prompt,
  speed,
  toolChoice,
  tracing,
  transcription,
} from './fields.ts'
import { gaVoice } from './voices.ts'

/** PCM has one rate only; G.711 has none to choose. */
export const gaFormat = byType({
  'audio/pcm': object({ type: anything, rate: oneOf(24_000) }),
  'audio/pcmu': object({ type: anything }),
  'audio/pcma': object({ type: anything }),
})

/** Also checked in `response.create`, as all that is exported here. */
export const gaModalities = modalities(['text'], ['audio'])
export const gaTools = list(byType({ function: functionTool, mcp: mcpTool }))
export const gaToolChoice = toolChoice({
  function: chooseFunction,
  mcp: object({ type: anything, server_label: text, name: nullable(text) }, ['server_label']),
})
export const reasoning = object({ effort: oneOf('minimal', 'low', 'medium', 'high', 'xhigh') })

const truncation = objectOr(
  object(
    {
      type: oneOf('retention_ratio'),
      retention_ratio: number(0, 1),
      token_limits: object({ post_instructions: number(0, Infinity, 'integer') }),
    },
    ['type', 'retention_ratio'],
  ),
  oneOf('auto', 'disabled'),
)

/** All that a `session.update` may hold: names and ranges of the services' published types. */
export const sessionShape = object(
  {
    type: oneOf('realtime'),
    // Fixed by the address; clients repeat it.
    model: text,
    instructions: text,
    output_modalities: gaModalities,
    max_output_tokens: maxOutputTokens,
    tools: gaTools,
    tool_choice: gaToolChoice,
    parallel_tool_calls: boolean,
    reasoning,
    tracing,
    prompt,
    truncation,
    include,
    audio: object({
      input: object({
        format: gaFormat,
        transcription,
        noise_reduction: nullable(
          object({ type: oneOf('near_field', 'far_field'), strength: number(0, 1) }, ['type']),
        ),
        // Which fields it may have hangs on the kind that is in force: see turnDetection.ts.
        turn_detection: nullable(objectOr(anything, object({}))),
      }),
      output: object({ format: gaFormat, voice: gaVoice, speed }),
    }),
  },
  ['type'],
)
