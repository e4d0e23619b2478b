import { describe, expect, it } from 'vitest'
import type { SessionState } from '../../src/session/state.ts'
import { connected, deeds, play, said, types } from '../support/sequence.ts'

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
    expect(deeds(effects)).toEqual([
      'conversation.item.create',
      'response.create',
      'response.cancel',
    ])
  })

  it('stops the player once and truncates at what was heard, however often speech starts', () => {
    const { effects } = sequence('speech started twice, late delta')
    expect(deeds(effects)).toEqual([
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
    expect(deeds(effects)).toEqual([
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
    const wordless = ['play', 'endItem', 'interruptPlayer', 'conversation.item.delete', 'tell']
    expect(deeds(sequence('line swapped while an item of the old one plays').effects)).toEqual(
      wordless,
    )
    const { effects } = play(
      'response.created r1 thinking → audio.delta A r1 thinking → transcript.delta A r1 thinking → player.started A speaking → response.done r1 speaking → line.swapped speaking → speech_started listening → player.interrupted A 900 listening',
    )
    expect(deeds(effects)).toEqual(wordless.toSpliced(4, 0, 'conversation.item.create'))
  })

  it('ducks and comes back when nobody spoke', () => {
    expect(types(sequence('local barge-in, false alarm').effects)).toEqual([
      'play',
      'duck',
      'wake',
      'unduck',
      'endItem',
    ])
  })
})
