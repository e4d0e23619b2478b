import fc from 'fast-check'
import { VoiceError } from '../../src/base/errors.ts'
import { knownServerEventTypes, parse } from '../../src/protocol/serverEvents.ts'
import type { OwnEvent, SessionEvent } from '../../src/session/events.ts'
import { NOW_MS } from '../support/sequence.ts'

// Few, so that events meet: the same item is announced, spoken, cut and deleted in every order.
const itemId = fc.constantFrom('A', 'B', 'C')
const responseId = fc.constantFrom('r1', 'r2', 'r3')
const callId = fc.constantFrom('c1', 'c2')
const words = fc.constantFrom('', 'Hello', 'one two three')
const ms = fc.constantFrom(0, 0.4, 1, 99, 700, 4000)
const junk = fc.anything({ maxDepth: 1, maxKeys: 2 })
/** Nearly always what it should be. */
const mostly = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: usual, weight: 30 }, { arbitrary: junk, weight: 1 })
const some = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record(fields, { requiredKeys: [] })

const KINDS = [
  ...['message', 'message', 'message', 'function_call', 'function_call_output', 'mcp_list_tools'],
  ...['mcp_call', 'mcp_approval_request', 'mcp_approval_response', 'hologram', 'toString'],
]
const PARTS = ['input_text', 'input_audio', 'input_image', 'output_text', 'text', 'output_audio']

const part = some({ text: words, transcript: fc.option(words), image_url: words }).chain((fields) =>
  fc.constantFrom(...PARTS, 'audio', 'hologram').map((type) => ({ ...fields, type })),
)
const item = fc.record({
  id: itemId,
  type: fc.constantFrom(...KINDS),
  role: fc.constantFrom('user', 'assistant', 'system'),
  status: fc.constantFrom('in_progress', 'completed', 'incomplete', 'zombie'),
  content: mostly(fc.array(mostly(part), { maxLength: 2 })),
  call_id: callId,
  name: words,
  arguments: fc.constantFrom('', '{}', '{"city"', '[]'),
  output: words,
  server_label: words,
  approval_request_id: fc.oneof(itemId, callId),
  approve: fc.boolean(),
})
const reason = fc.constantFrom('turn_detected', 'content_filter', 'max_output_tokens', 'rate_limit')
const failure = some({
  code: fc.constantFrom('server_error', 'insufficient_quota'),
  message: words,
})
const response = fc
  .tuple(
    responseId,
    some({
      status: mostly(
        fc.constantFrom('in_progress', 'completed', 'cancelled', 'failed', 'incomplete'),
      ),
      status_details: mostly(some({ reason, error: mostly(failure) })),
      output: mostly(fc.array(mostly(item), { maxLength: 2 })),
      conversation_id: fc.constantFrom(null, 'conv'),
      metadata: mostly(some({ asked_by: fc.constant('react-realtime-voice') })),
      usage: mostly(some({ total_tokens: mostly(fc.nat()) })),
    }),
  )
  .map(([id, fields]) => ({ ...fields, id }))
const error = some({
  type: fc.constantFrom('invalid_request_error', 'server_error'),
  code: fc.constantFrom(
    ...['response_cancel_not_active', 'conversation_already_has_active_response', 'invalid_value'],
    ...['rate_limit_exceeded', 'insufficient_quota', 'cannot_update_voice', 'unknown_parameter'],
  ),
  message: words,
  param: fc.constantFrom(null, 'session.voice', 'session.type', 'item.content[0].type'),
  event_id: fc.constantFrom(null, 'rv-create', 'rv-settings', 'rv-other'),
})
const detection = fc.constantFrom(null, { type: 'server_vad' }, { type: 'none' }, { type: 'azure' })
const session = some({
  id: fc.constant('s'),
  type: fc.constant('realtime'),
  expires_at: mostly(fc.nat()),
  instructions: words,
  output_modalities: mostly(fc.constant(['audio'])),
  audio: mostly(some({ input: mostly(some({ turn_detection: mostly(detection) })) })),
})

/** Every field that any event of the services has; each event takes its own. */
const fields = fc.record({
  event_id: fc.uuid(),
  item_id: mostly(itemId),
  response_id: mostly(responseId),
  call_id: mostly(callId),
  previous_item_id: fc.option(itemId),
  content_index: mostly(fc.constantFrom(0, 1)),
  output_index: mostly(fc.constantFrom(0, 1)),
  delta: mostly(words),
  text: mostly(words),
  transcript: mostly(words),
  arguments: mostly(words),
  audio_start_ms: mostly(ms),
  audio_end_ms: mostly(ms),
  audio_offset_ms: ms,
  audio_duration_ms: mostly(ms),
  event: words,
  item,
  response,
  session,
  error: mostly(error),
  usage: mostly(some({ seconds: ms })),
  rate_limits: mostly(fc.array(mostly(some({ name: words, remaining: fc.nat() })))),
})

/** What a service may say, through the same reader as on a line. What cannot be read is left out there too. */
const serverEvent: fc.Arbitrary<SessionEvent | null> = fc
  .tuple(fc.constantFrom(...knownServerEventTypes(), 'hologram.appeared'), fields)
  .map(([type, all]) => {
    const event = parse({ ...all, type })
    return event.type === 'invalid' ? null : event
  })

const heard = fc.array(
  fc
    .record({ itemId, contentIndex: fc.constantFrom(0, 1), heardMs: fc.nat(4000), more: ms })
    .map(({ more, ...one }) => ({ ...one, receivedMs: one.heardMs + more })),
  { maxLength: 2 },
)
const trouble = fc.constantFrom('microphone_lost', 'connection_lost', 'audio_failed')
const voiceError = trouble.map((code) => new VoiceError(code))
const definition = { type: 'function', name: 'f', parameters: {} } as const

/** By type, so that the compiler asks for one that is missing. */
const OWN: {
  readonly [K in OwnEvent['type']]: fc.Arbitrary<
    Omit<Extract<OwnEvent, { readonly type: K }>, 'type'>
  >
} = {
  'service.chosen': fc.constant({ service: { provider: 'local', dialect: 'GA' } }),
  'line.wanted': fc.constant({ service: { provider: 'local', dialect: 'GA' } }),
  'line.authorized': fc.constant({ expiresAt: null }),
  'line.opened': fc.constant({}),
  'line.swapped': fc.constant({}),
  'connection.lost': fc.constant({}),
  'line.failed': voiceError.map((one) => ({ error: one })),
  'line.closed': fc.constant({}),
  'text.sent': fc.record({
    itemId,
    text: words,
    role: fc.constantFrom('user' as const, 'system' as const),
    respond: fc.boolean(),
  }),
  'image.sent': fc.record({
    itemId,
    image: fc.constant({ url: 'data:image/png;base64,AAAA' }),
    text: words,
    respond: fc.boolean(),
  }),
  'event.wanted': fc.constantFrom(
    { event: { type: 'input_audio_buffer.commit' } } as const,
    { event: { type: 'response.cancel' } } as const,
  ),
  'response.wanted': fc.constantFrom({}, { request: { conversation: 'none' } } as const),
  'response.retry': fc.record({ responseId }),
  interrupt: fc.constant({}),
  'talk.pressed': fc.constant({}),
  'talk.released': fc.record({ ms }),
  'words.overdue': fc.record({ itemId }),
  'microphone.muted': fc.constant({}),
  'microphone.live': fc.constant({}),
  'microphone.unmuted': fc.constant({}),
  'speech.checked': fc.record({
    itemId,
    sinceMs: fc.constantFrom(0, NOW_MS),
    quietMs: fc.constantFrom(0, 400, 60_000),
  }),
  'item.overdue': fc.record({ itemId }),
  'settings.wanted': fc.constantFrom({ settings: {} }, { settings: { turnDetection: null } }),
  'player.started': fc.record({ itemId }),
  'player.drained': fc.record({ itemId }),
  'player.interrupted': fc.record({ heard }),
  'sound.unheard': fc.record({ heard }),
  'sound.lost': fc.constant({}),
  'local.speech': fc.constant({}),
  'local.timeout': fc.record({ dip: fc.constantFrom(1, 2, 3) }),
  'bargeIn.chosen': fc.record({ mode: fc.constantFrom('server', 'local', 'off') }),
  'tools.wanted': fc.constantFrom({ tools: [] }, { tools: [definition] }),
  'tool.called': fc.record({ callId }),
  'tool.asked': fc.record({ callId }),
  'tool.running': fc.record({ callId }),
  'tool.approved': fc.record({ callId }),
  'tool.rejected': fc.record({ callId, reason: words }),
  'tool.answered': fc.record({ callId, output: words }),
  deadline: fc.constant({}),
  'error.cleared': fc.constant({}),
  trouble: voiceError.map((one) => ({ error: one })),
}

const ownEvents = Object.entries(OWN).map(([type, one]) =>
  // The table pairs each type with its fields; that the pairs stay together, a list of entries cannot say.
  (one as fc.Arbitrary<object>).map((all) => ({ ...all, type }) as SessionEvent),
)

/** What happens to a session, in any order, sensible or not; `null` was not even readable. */
export const sessionEvent: fc.Arbitrary<SessionEvent | null> = fc.oneof(
  { arbitrary: serverEvent, weight: 3 },
  { arbitrary: fc.oneof(...ownEvents), weight: 1 },
)
