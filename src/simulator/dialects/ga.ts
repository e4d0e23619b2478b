import { notATranscription, type SessionUpdate } from '../engine/EffectiveSession.ts'
import { isRecord } from '../engine/shape.ts'
import { assertTracingStays } from './fields.ts'
import { gaResponse } from './gaResponse.ts'
import { sessionShape } from './gaSession.ts'
import type { ServiceDialect } from './ServiceDialect.ts'
import { startingSession } from './startingSession.ts'
import { GA_DETECTION, updatedDetection } from './turnDetection.ts'

const DETECTION_PATH = 'session.audio.input.turn_detection'

type AskedAudio = NonNullable<SessionUpdate['audio']>
type AskedInput = NonNullable<AskedAudio['input']>

/** The session of an update that passed: its turn detection may still be partial. */
type AskedSession = Omit<SessionUpdate, 'audio'> & {
  readonly audio?: Omit<AskedAudio, 'input'> & {
    readonly input?: Omit<AskedInput, 'turn_detection'> & {
      readonly turn_detection?: object | null
    }
  }
}

function assertSession(value: unknown): asserts value is AskedSession {
  if (isRecord(value) && value['type'] === 'transcription') throw notATranscription()
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

/** Words of the other services alone. */
const NEVER_SAID = /^(conversation\.created|response\.audio_timestamp\.\w+)$/

/** OpenAI's and Azure's `/v1/realtime` since 2025. Defaults as captured from the live service (2026). */
export const ga: ServiceDialect = {
  name: 'GA',
  clientEvents: Object.fromEntries(CLIENT_EVENTS.map((name) => [name, name])),
  start: (id, model, nowMs) => ({
    type: 'realtime',
    ...startingSession({ id, model, nowMs }, 'marin', GA_DETECTION.server_vad.defaults),
    tracing: null,
    prompt: null,
    truncation: 'auto',
    include: null,
  }),
  readSession(asked, before) {
    assertSession(asked)
    assertTracingStays(before['tracing'], asked['tracing'])
    const { audio, ...rest } = asked
    if (audio === undefined) return rest
    const { input, ...others } = audio
    if (input === undefined) return { ...rest, audio: others }
    const { turn_detection, ...ears } = input
    if (turn_detection === undefined) return { ...rest, audio: { ...others, input: ears } }
    const current = before.audio.input.turn_detection
    const detection = updatedDetection(GA_DETECTION, current, turn_detection, DETECTION_PATH)
    return { ...rest, audio: { ...others, input: { ...ears, turn_detection: detection } } }
  },
  readResponse: gaResponse,
  readItem: (item) => item,
  write: (event) => (NEVER_SAID.test(event.type) ? [] : [event]),
  place: (param) => param,
}
