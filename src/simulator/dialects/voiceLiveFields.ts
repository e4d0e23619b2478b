import { GA_PARTS, FLAT_PARTS, type PartShapes } from '../engine/itemShape.ts'
import { notATranscription } from '../engine/EffectiveSession.ts'
import {
  anything,
  byType,
  list,
  nullable,
  number,
  objectOr,
  oneOf,
  openObject,
  text,
  unknownParameter,
  type Check,
} from '../engine/shape.ts'
import { maxOutputTokens, metadata, speed, toolChoice } from './fields.ts'
import { inputShape } from './inputShape.ts'

const named = openObject({ name: text, id: text }, ['name'])

/** A name of OpenAI's or of Azure's, or an object that says whose it is. */
const voice = objectOr(
  byType({
    openai: named,
    'azure-standard': named,
    'azure-custom': openObject({ name: text, id: text, endpoint_id: text }, [
      'name',
      'endpoint_id',
    ]),
    'azure-personal': named,
    'azure-realtime-native': named,
    'avatar-voice-sync': openObject({ name: text, id: text }),
  }),
  text,
)

const voiceLiveModalities: Check = (value, path) => {
  list(oneOf('text', 'audio', 'animation', 'avatar'))(value, path)
  // A spoken answer is always written too.
  if (Array.isArray(value) && !value.includes('text')) oneOf(['text', 'audio'])(value, path)
}

const SHARED = {
  instructions: text,
  modalities: voiceLiveModalities,
  voice,
  output_audio_format: oneOf(
    ...['pcm16', 'pcm16_8000hz', 'pcm16_16000hz', 'g711_ulaw', 'g711_alaw'],
  ),
  tools: list(
    byType({
      function: openObject({ name: text, parameters: anything }, ['name']),
      mcp: openObject({ server_label: text }, ['server_label']),
    }),
  ),
  tool_choice: toolChoice({ function: named }),
  temperature: number(0, 1),
  max_response_output_tokens: maxOutputTokens,
  metadata: nullable(metadata),
  // Names that mean something in GA only: let through, they would be taken for it.
  audio: unknownParameter,
  output_modalities: unknownParameter,
}

const noise = oneOf('azure_deep_noise_suppression', 'near_field', 'far_field')

/** The service has no such field: GA's clients send it all the same. */
const sessionType: Check = (value, path) => {
  if (value === 'transcription') throw notATranscription()
  oneOf('realtime')(value, path)
}

/** What is known of a session is checked, and what is not is let through and repeated, as the service does. */
export const voiceLiveSession = openObject({
  ...SHARED,
  ...{ id: unknownParameter, object: unknownParameter, expires_at: unknownParameter },
  max_output_tokens: unknownParameter,
  type: sessionType,
  model: text,
  input_audio_format: oneOf('pcm16', 'g711_ulaw', 'g711_alaw'),
  input_audio_sampling_rate: oneOf(8000, 16_000, 24_000),
  input_audio_transcription: nullable(openObject({ model: text, phrase_list: list(text) })),
  input_audio_noise_reduction: nullable(openObject({ type: noise }, ['type'])),
  input_audio_echo_cancellation: nullable(
    openObject(
      {
        type: oneOf('server_echo_cancellation'),
        reference_source: oneOf('server', 'client'),
        channels: number(1, Infinity, 'integer'),
      },
      ['type'],
    ),
  ),
  turn_detection: nullable(openObject({})),
  output_audio_timestamp_types: nullable(list(oneOf('word'))),
  animation: nullable(openObject({ outputs: list(oneOf('viseme_id', 'blendshapes')) })),
  speed,
})

export const VOICE_LIVE_PARTS: PartShapes = { ...FLAT_PARTS, user: GA_PARTS['user'] ?? {} }

export const voiceLiveRequest = openObject({
  ...SHARED,
  conversation: oneOf('auto', 'none'),
  max_output_tokens: maxOutputTokens,
  input: inputShape(VOICE_LIVE_PARTS),
})
