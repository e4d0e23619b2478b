import type { Effect, SessionEvent } from '../../src/session/events.ts'
import { reduce } from '../../src/session/reduce.ts'
import { initialState, type SessionState } from '../../src/session/state.ts'
import { modelStatus, type ModelStatus } from '../../src/session/turn.ts'

export const NOW_MS = 1_795_000_000_000
const response = (id: string) => ({ type: 'response.created', response: { id } }) as const

/** The words of the sequences, as events. Time heard is out of 4,000 ms received. */
const WORDS: Record<string, (...words: string[]) => SessionEvent> = {
  speech_started: () => ({
    type: 'input_audio_buffer.speech_started',
    item_id: 'u1',
    audio_start_ms: 0,
  }),
  speech_stopped: () => ({
    type: 'input_audio_buffer.speech_stopped',
    item_id: 'u1',
    audio_end_ms: 900,
  }),
  committed: () => ({
    type: 'input_audio_buffer.committed',
    item_id: 'u1',
    previous_item_id: null,
  }),
  'response.created': (id = '') => response(id),
  'response.done': (id = '') => ({ type: 'response.done', response: { id, status: 'completed' } }),
  'audio.delta': (item_id = '', response_id = '') => ({
    type: 'response.output_audio.delta',
    item_id,
    response_id,
    content_index: 0,
    delta: 'AAAA',
  }),
  'transcript.delta': (item_id = '', response_id = '') => ({
    type: 'response.output_audio_transcript.delta',
    item_id,
    response_id,
    content_index: 0,
    delta: 'one two three four five six',
  }),
  'audio.done': (item_id = '') => ({
    type: 'response.output_audio.done',
    item_id,
    response_id: 'r1',
    content_index: 0,
  }),
  'player.started': (itemId = '') => ({ type: 'player.started', itemId }),
  'player.drained': (itemId = '') => ({ type: 'player.drained', itemId }),
  'player.interrupted': (itemId = '', ms = '0') => ({
    type: 'player.interrupted',
    heard: [{ itemId, contentIndex: 0, heardMs: Number(ms), receivedMs: 4000 }],
  }),
  'text.sent': () => ({
    type: 'text.sent',
    itemId: 't1',
    text: 'Hello',
    role: 'user',
    respond: true,
  }),
  'createResponse()': () => ({ type: 'response.wanted' }),
  interrupt: () => ({ type: 'interrupt' }),
  'talk.pressed': () => ({ type: 'talk.pressed' }),
  'talk.released': (ms = '0') => ({ type: 'talk.released', ms: Number(ms) }),
  'line.swapped': () => ({ type: 'line.swapped' }),
  'connection.lost': () => ({ type: 'connection.lost' }),
  'tool.called': (callId = '') => ({ type: 'tool.called', callId }),
  'tool.answered': (callId = '') => ({ type: 'tool.answered', callId, output: '{}' }),
  'output_audio_buffer.started': (id = '') => ({
    type: 'output_audio_buffer.started',
    response_id: id,
  }),
  'output_audio_buffer.stopped': (id = '') => ({
    type: 'output_audio_buffer.stopped',
    response_id: id,
  }),
  'local.speech': () => ({ type: 'local.speech' }),
  'local.timeout': (dip = '1') => ({ type: 'local.timeout', dip: Number(dip) }),
  deadline: () => ({ type: 'deadline' }),
}

function read(step: string): [SessionEvent, ModelStatus] {
  const words = step.trim().split(' ')
  const status = words.pop()
  const [name = '', ...rest] = words
  const word = WORDS[name]
  if (!word) throw new Error(`no such word: ${name}`)
  return [word(...rest), status as ModelStatus]
}

export const connected = (createResponse = true): SessionState => ({
  ...initialState({ turnDetection: { type: 'server_vad', createResponse } }),
  connection: { status: 'connected', sessionId: 's1', connectedAtMs: NOW_MS },
})

/** Plays a sequence and answers its statuses, and what was done, as short words. */
export function play(sequence: string, start = connected()) {
  let state = start
  const effects: Effect[] = []
  const steps = sequence.split('→').map(read)
  const statuses = steps.map(([event]) => {
    const [next, done] = reduce(state, event, NOW_MS)
    state = next
    effects.push(...done)
    return modelStatus(state.turn)
  })
  return { statuses, wanted: steps.map(([, status]) => status), effects, state }
}

/** What was said to the service, without the transport of sound. */
export const said = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'send' ? [effect.event] : []))
/** What was done at once; not what is looked after later. */
export const deeds = (effects: readonly Effect[]) =>
  types(effects).filter((type) => type !== 'wake')
export const types = (effects: readonly Effect[]) =>
  effects.map((effect) => (effect.type === 'send' ? effect.event.type : effect.type))
