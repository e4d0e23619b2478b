import { Refusal } from '../engine/Refusal.ts'
import { isRecord } from '../engine/shape.ts'
import type { SessionUpdate } from '../engine/EffectiveSession.ts'
import { gaResponse } from './gaResponse.ts'
import { sessionShape } from './gaSession.ts'
import type { ServiceDialect } from './ServiceDialect.ts'
import { DETECTION, updatedDetection } from './turnDetection.ts'

const PCM = { type: 'audio/pcm', rate: 24_000 }
const DETECTION_PATH = 'session.audio.input.turn_detection'

/** The session of an update that passed: its turn detection may still be partial. */
type AskedSession = Omit<SessionUpdate, 'audio'> & {
  readonly audio?: Omit<NonNullable<SessionUpdate['audio']>, 'input'> & {
    readonly input?: Omit<
      NonNullable<NonNullable<SessionUpdate['audio']>['input']>,
      'turn_detection'
    > & { readonly turn_detection?: object | null }
  }
}

function assertSession(value: unknown): asserts value is AskedSession {
  if (isRecord(value) && value['type'] === 'transcription')
    throw new Refusal(
      null,
      'Passing a transcription session update event to a realtime session is not allowed.',
    )
  sessionShape(value, 'session')
}

const CLIENT_EVENTS = [
  'session.update',
  'input_audio_buffer.append',
  'input_audio_buffer.commit',
  'input_audio_buffer.clear',
  'conversation.item.create',
  'conversation.item.retrieve',
  'conversation.item.truncate',
  'conversation.item.delete',
  'response.create',
  'response.cancel',
]

/** OpenAI's and Azure's `/v1/realtime` since 2025. Defaults as captured from the live service (2026). */
export const ga: ServiceDialect = {
  name: 'GA',
  clientEvents: Object.fromEntries(CLIENT_EVENTS.map((name) => [name, name])),
  start: (id, model, nowMs) => ({
    type: 'realtime',
    object: 'realtime.session',
    id,
    model,
    output_modalities: ['audio'],
    instructions: '',
    tools: [],
    tool_choice: 'auto',
    max_output_tokens: 'inf',
    tracing: null,
    prompt: null,
    truncation: 'auto',
    expires_at: Math.floor(nowMs / 1000) + 3600,
    include: null,
    audio: {
      input: {
        format: PCM,
        transcription: null,
        noise_reduction: null,
        turn_detection: DETECTION.server_vad,
      },
      output: { format: PCM, voice: 'marin', speed: 1 },
    },
  }),
  readSession(asked, before) {
    assertSession(asked)
    const { audio, ...rest } = asked
    if (audio === undefined) return rest
    const { input, ...others } = audio
    if (input === undefined) return { ...rest, audio: others }
    const { turn_detection, ...ears } = input
    if (turn_detection === undefined) return { ...rest, audio: { ...others, input: ears } }
    const current = before.audio.input.turn_detection
    const detection = updatedDetection(current, turn_detection, DETECTION_PATH)
    return { ...rest, audio: { ...others, input: { ...ears, turn_detection: detection } } }
  },
  readResponse: gaResponse,
  readItem: (item) => item,
  write: (event) => [event],
  place: (param) => param,
}
