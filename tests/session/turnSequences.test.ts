import { describe, expect, it } from 'vitest'
import type { Effect, SessionEvent } from '../../src/session/events.ts'
import { reduce } from '../../src/session/reduce.ts'
import { initialState, type SessionState } from '../../src/session/state.ts'
import { modelStatus, type ModelStatus } from '../../src/session/turn.ts'

const NOW_MS = 1_795_000_000_000
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
  'local.timeout': () => ({ type: 'local.timeout' }),
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

const connected = (createResponse = true): SessionState => ({
  ...initialState({ turnDetection: { type: 'server_vad', createResponse } }),
  connection: { status: 'connected', sessionId: 's1', connectedAtMs: NOW_MS },
})

/** Plays a sequence and answers its statuses, and what was done, as short words. */
function play(sequence: string, start = connected()) {
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
const said = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'send' ? [effect.event] : []))
const types = (effects: readonly Effect[]) =>
  effects.map((effect) => (effect.type === 'send' ? effect.event.type : effect.type))

const SEQUENCES: readonly [name: string, steps: string, start?: SessionState][] = [
  [
    'barge-in before response.created',
    'speech_started listening → speech_stopped thinking → speech_started listening → response.created r1 listening → audio.delta A r1 listening → response.done r1 listening → audio.delta A r1 listening → speech_stopped thinking → response.created r2 thinking → audio.delta B r2 thinking → player.started B speaking',
  ],
  [
    'interrupt() before response.created',
    'text.sent thinking → interrupt thinking → response.created r1 thinking → audio.delta A r1 thinking → response.done r1 idle',
  ],
  [
    'speech started twice, late delta',
    'text.sent thinking → response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking → speech_started listening → speech_stopped thinking → speech_started listening → player.interrupted A 500 listening → audio.delta A r1 listening',
  ],
  [
    'text while speaking',
    'response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking → text.sent thinking → audio.delta A r1 thinking → response.done r1 thinking → response.created r2 thinking → audio.delta B r2 thinking → player.started B speaking → response.done r2 speaking → player.drained B idle',
  ],
  [
    'late deltas, then a new item of the cut response',
    'response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking → speech_started listening → player.interrupted A 700 listening → audio.delta A2 r1 listening → response.done r1 listening → speech_stopped thinking → response.created r2 thinking → audio.delta B r2 thinking',
  ],
  [
    'createResponse off',
    'speech_started listening → speech_stopped idle → committed idle → createResponse() thinking → response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking',
    connected(false),
  ],
  ['talk button under 100 ms', 'talk.pressed listening → talk.released 60 idle'],
  [
    'talk button over an answer, under 100 ms',
    'response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking → talk.pressed listening → player.interrupted A 700 listening → response.done r1 listening → talk.released 60 idle',
  ],
  [
    'response.done before the first sample',
    'text.sent thinking → response.created r1 thinking → audio.delta A r1 thinking → audio.done A thinking → response.done r1 thinking → player.started A speaking → player.drained A idle',
  ],
  [
    'barge-in in that gap',
    'text.sent thinking → response.created r1 thinking → audio.delta A r1 thinking → response.done r1 thinking → speech_started listening → player.started A listening → player.interrupted A 0 listening → speech_stopped thinking',
  ],
  [
    'two items in a response, cut during the first',
    'response.created r1 thinking → audio.delta A r1 thinking → audio.delta B r1 thinking → player.started A speaking → speech_started listening → player.interrupted A 300 listening → audio.delta B r1 listening → player.started B listening',
  ],
  [
    'line swapped while an item of the old one plays',
    'response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking → response.done r1 speaking → line.swapped speaking → speech_started listening → player.interrupted A 900 listening',
  ],
  [
    'tool output after a lost line',
    'response.created r1 thinking → tool.called c1 thinking → response.done r1 thinking → connection.lost thinking → tool.answered c1 thinking → response.created r2 thinking',
  ],
  [
    'transport that carries the sound',
    'speech_started listening → speech_stopped thinking → response.created r1 thinking → output_audio_buffer.started r1 speaking → response.done r1 speaking → output_audio_buffer.stopped r1 idle',
  ],
  [
    'local barge-in, false alarm',
    'response.created r1 thinking → audio.delta A r1 thinking → player.started A speaking → local.speech speaking → local.timeout speaking → response.done r1 speaking → player.drained A idle',
  ],
  [
    'noise turn, no response comes',
    'speech_started listening → speech_stopped thinking → deadline idle',
  ],
]

describe('shows the user the right word after each step of', () => {
  it.each(SEQUENCES)('%s', (_name, steps, start) => {
    const { statuses, wanted } = play(steps, start)
    expect(statuses).toEqual(wanted)
  })
})

const sequence = (name: string) => {
  const found = SEQUENCES.find(([one]) => one === name)
  if (!found) throw new Error(name)
  return play(found[1], found[2])
}

describe('does what belongs to it', () => {
  it('cancels a response by its id when the user talked before it had one, and plays none of it', () => {
    const { effects } = sequence('barge-in before response.created')
    expect(said(effects)).toEqual([{ type: 'response.cancel', response_id: 'r1' }])
    expect(effects.filter((effect) => effect.type === 'play')).toMatchObject([{ itemId: 'B' }])
  })

  it('cancels once, also when interrupted before the response has an id', () => {
    const { effects } = sequence('interrupt() before response.created')
    expect(types(effects)).toEqual([
      'conversation.item.create',
      'response.create',
      'response.cancel',
    ])
  })

  it('stops the player once and truncates at what was heard, however often speech starts', () => {
    const { effects } = sequence('speech started twice, late delta')
    expect(types(effects)).toEqual([
      'conversation.item.create',
      'response.create',
      'play',
      'interruptPlayer',
      'conversation.item.truncate',
      'tell',
    ])
    expect(said(effects).at(-1)).toMatchObject({ item_id: 'A', audio_end_ms: 500 })
  })

  it('asks for the next answer only when the one that was cut is done', () => {
    const { effects } = sequence('text while speaking')
    expect(types(effects)).toEqual([
      'play',
      'interruptPlayer',
      'response.cancel',
      'conversation.item.create',
      'response.create',
      'play',
      'endItem',
    ])
  })

  it('takes out what nobody heard instead of truncating it at 0 ms', () => {
    const { effects } = sequence('barge-in in that gap')
    expect(said(effects).slice(2)).toEqual([{ type: 'conversation.item.delete', item_id: 'A' }])
  })

  it('commits nothing for a slip of the finger', () => {
    expect(types(sequence('talk button under 100 ms').effects)).toEqual([
      'input_audio_buffer.clear',
      'input_audio_buffer.clear',
    ])
  })

  it('rewrites an item that a new session knows only as text', () => {
    expect(types(sequence('line swapped while an item of the old one plays').effects)).toEqual([
      'play',
      'endItem',
      'interruptPlayer',
      'conversation.item.delete',
      'conversation.item.create',
      'tell',
    ])
  })

  it('ducks and comes back when nobody spoke', () => {
    expect(types(sequence('local barge-in, false alarm').effects)).toEqual([
      'play',
      'duck',
      'unduck',
      'endItem',
    ])
  })
})
