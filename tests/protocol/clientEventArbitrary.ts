import fc from 'fast-check'
import type { ClientEvent, ClientEventType } from '../../src/protocol/clientEvents.ts'
import type { NewItem } from '../../src/protocol/items.ts'
import { toWire, type SessionSettings, type TurnDetection } from '../../src/protocol/settings.ts'

const detection: fc.Arbitrary<TurnDetection> = fc.oneof(
  fc.constant(null),
  fc.record({
    type: fc.constant('server_vad' as const),
    threshold: fc.double({ min: 0, max: 1, noNaN: true }),
    prefixPaddingMs: fc.nat(2000),
    silenceDurationMs: fc.nat(4000),
    createResponse: fc.boolean(),
    interruptResponse: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('semantic_vad' as const),
    eagerness: fc.constantFrom('low', 'medium', 'high', 'auto'),
    createResponse: fc.boolean(),
  }),
)

const tokens = fc.oneof(fc.constant('inf' as const), fc.integer({ min: 1, max: 4096 }))
const side = fc.constantFrom('audio' as const, 'text' as const)

/** Settings that the previews have too. */
export const settings: fc.Arbitrary<SessionSettings> = fc.record(
  {
    instructions: fc.string(),
    voice: fc.constantFrom('alloy', 'verse'),
    output: side,
    turnDetection: detection,
    inputTranscription: fc.option(fc.record({ model: fc.constant('whisper-1') })),
    noiseReduction: fc.option(fc.constantFrom('near_field', 'far_field')),
    speed: fc.double({ min: 0.25, max: 1.5, noNaN: true }),
    maxOutputTokens: tokens,
    toolChoice: fc.constantFrom('auto', 'none', 'required'),
  },
  { requiredKeys: [] },
)

const item: fc.Arbitrary<NewItem> = fc.oneof(
  fc.record({
    type: fc.constant('message' as const),
    role: fc.constantFrom('user', 'system'),
    content: fc.array(fc.record({ type: fc.constant('input_text' as const), text: fc.string() })),
  }),
  fc.record({
    type: fc.constant('message' as const),
    role: fc.constant('assistant' as const),
    content: fc.array(fc.record({ type: fc.constant('output_text' as const), text: fc.string() })),
  }),
  fc.record({
    type: fc.constant('function_call_output' as const),
    call_id: fc.string(),
    output: fc.json(),
  }),
)

const response = fc.record(
  {
    conversation: fc.constantFrom('auto' as const, 'none' as const),
    instructions: fc.string(),
    output_modalities: side.map((one) => [one]),
    metadata: fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.string({ maxLength: 9 })),
    max_output_tokens: tokens,
    input: fc.array(item),
  },
  { requiredKeys: [] },
)

const itemId = { item_id: fc.string() }

/** By type, so that the compiler asks for one that is missing. */
const EVENTS: {
  readonly [K in ClientEventType]: fc.Arbitrary<Omit<Extract<ClientEvent, { type: K }>, 'type'>>
} = {
  'session.update': settings.map((some) => ({ session: toWire(some) })),
  'input_audio_buffer.append': fc.record({ audio: fc.base64String() }),
  'input_audio_buffer.commit': fc.constant({}),
  'output_audio_buffer.clear': fc.constant({}),
  'input_audio_buffer.clear': fc.record({ event_id: fc.string() }),
  'conversation.item.create': fc.record(
    { item, previous_item_id: fc.string() },
    { requiredKeys: ['item'] },
  ),
  'conversation.item.retrieve': fc.record(itemId),
  'conversation.item.truncate': fc.record({
    ...itemId,
    content_index: fc.nat(),
    audio_end_ms: fc.nat(),
  }),
  'conversation.item.delete': fc.record(itemId),
  'response.create': fc.record({ response }, { requiredKeys: [] }),
  'response.cancel': fc.record({ response_id: fc.string() }, { requiredKeys: [] }),
}

/** Every event that our client may say. */
export const clientEvents = Object.entries(EVENTS).map(
  ([type, fields]) => [type, fields.map((one) => ({ ...one, type }) as ClientEvent)] as const,
)
