import { isFields, type Fields } from '../../protocol/flatFields.ts'
import { sessionToFlat } from '../../protocol/flatSession.ts'
import type { EffectiveSession } from '../engine/EffectiveSession.ts'
import { itemShape } from '../engine/itemShape.ts'
import { flatService } from './flatService.ts'
import { FLAT_CLIENT_EVENTS, FLAT_SERVER_EVENTS, LATER_SERVER_EVENTS } from './flatWords.ts'
import type { ServiceDialect } from './ServiceDialect.ts'
import { startingSession } from './startingSession.ts'
import { VOICE_LIVE_PARTS, voiceLiveRequest, voiceLiveSession } from './voiceLiveFields.ts'
import { voiceLiveDetection } from './voiceLiveDetection.ts'

const FORMAT = 'input_audio_format'
const RATE = 'input_audio_sampling_rate'

/** Format and rate of the input make one value together: who says one of them means the other as it is. */
function withWholeFormat(asked: Fields, { audio }: EffectiveSession): Fields {
  if (asked[FORMAT] === undefined && asked[RATE] === undefined) return asked
  const before = sessionToFlat({ audio: { input: { format: audio.input.format } } })
  const format = asked[FORMAT] ?? before[FORMAT]
  const rate = asked[RATE] ?? before[RATE]
  return format === 'pcm16' && rate !== undefined
    ? { ...asked, [FORMAT]: format, [RATE]: rate }
    : { ...asked, [FORMAT]: format }
}

function withRate(event: Fields): Fields {
  const { session } = event
  if (!isFields(session) || session[FORMAT] !== 'pcm16') return event
  return { ...event, session: { [RATE]: 24_000, ...session } }
}

/**
 * Azure's `/voice-live/realtime`. Sound is heard and made as everywhere else here: filters, avatars and
 * visemes are taken and repeated, and do nothing.
 *
 * @param apiVersion - Begins with a date; `null` is the newest.
 */
export function voiceLive(apiVersion: string | null = null): ServiceDialect {
  const detection = voiceLiveDetection(apiVersion)
  return flatService({
    name: 'Voice Live',
    start: (id, model, nowMs) => ({
      ...startingSession({ id, model, nowMs }, 'alloy', detection.server_vad.defaults),
      temperature: 0.7,
    }),
    clientEvents: [...FLAT_CLIENT_EVENTS, 'conversation.item.retrieve'],
    serverEvents: [
      ...FLAT_SERVER_EVENTS,
      ...LATER_SERVER_EVENTS,
      'response.audio_timestamp.delta',
      'response.audio_timestamp.done',
    ],
    session: voiceLiveSession,
    detection,
    request: voiceLiveRequest,
    item: itemShape(VOICE_LIVE_PARTS),
    complete: withWholeFormat,
    finish: withRate,
  })
}
