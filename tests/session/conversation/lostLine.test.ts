import { describe, expect, it } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import { callOf } from '../../support/callSteps.ts'
import { added, answer, go, spoken, transcript } from '../../support/conversationSteps.ts'
import { created, done, Scene, sound } from '../../support/scene.ts'
import { connected, types } from '../../support/sequence.ts'
import { call, output } from '../../support/toolItems.ts'

const lost = { type: 'connection.lost' } as const
const failed = { type: 'line.failed', error: new VoiceError('connection_lost') } as const
const started = (itemId: string) => ({ type: 'player.started', itemId }) as const
const begun = (id: string, response_id = 'r1') =>
  ({ type: 'response.output_item.added', response_id, item: answer(id) }) as const
const soundDone = (item_id: string, response_id = 'r1') =>
  ({ type: 'response.output_audio.done', item_id, response_id, content_index: 0 }) as const
const words = (item_id: string, delta: string, response_id = 'r1') =>
  ({ type: 'response.output_audio_transcript.delta', item_id, response_id, delta }) as const

describe('an answer whose line is lost', () => {
  it('is marked as cut by the line, whether it was heard or only written by then', () => {
    const { items } = new Scene().happen(
      created('r1'),
      begun('A'),
      sound('A', 'r1'),
      started('A'),
      begun('B'),
      lost,
    ).state.conversation
    expect(items).toMatchObject([
      { id: 'A', status: 'interrupted', cutBy: 'line' },
      { id: 'B', status: 'interrupted', cutBy: 'line' },
    ])
  })

  it('stops as a whole when a part of it will never come', () => {
    const scene = new Scene().happen(
      created('r1'),
      begun('A'),
      sound('A', 'r1'),
      started('A'),
      soundDone('A'),
      begun('B'),
      sound('B', 'r1'),
      lost,
    )
    expect(scene.did('interruptPlayer')).toBe(1)
    expect(scene.items).toEqual(['A interrupted', 'B interrupted'])
    expect(scene.status).toBe('idle')
  })

  it('is heard to its end when all of it has come', () => {
    const scene = new Scene().happen(created('r1'), begun('A'), sound('A', 'r1'), started('A'))
    scene.happen(soundDone('A'), done('r1'), lost)
    expect(scene.did('interruptPlayer')).toBe(0)
    expect(scene.items).toEqual(['A completed'])
    expect(scene.status).toBe('speaking')
  })

  it('takes nothing more, neither words nor sound', () => {
    const scene = new Scene().happen(created('r1'), lost)
    const before = scene.state
    scene.happen(words('A', 'too late'), sound('A', 'r1'))
    expect(scene.state).toBe(before)
    expect(scene.did('play')).toBe(0)
  })

  it('takes nothing more after a second line took over either', () => {
    const scene = new Scene().happen(created('r1'), begun('A'), sound('A', 'r1'), started('A'))
    scene.happen({ type: 'line.swapped' }, lost)
    const played = scene.did('play')
    scene.happen(sound('A', 'r1'))
    expect(scene.did('play')).toBe(played)
    expect(scene.status).toBe('idle')
  })

  it('is none where nothing was said: no response counts as cut, and nothing waits', () => {
    const { state, effects } = go(connected(), failed)
    expect(state.turn.cut).toEqual([])
    expect(state.outbox).toEqual([])
    expect(types(effects)).toEqual(['report'])
  })
})

describe('what else was open when the line is lost', () => {
  it('goes on where it is a call: its answer is for the next line', () => {
    const { items } = go(connected(), added({ ...call, status: 'in_progress' }), lost)
    expect(items).toMatchObject([{ kind: 'tool-call', status: 'in-progress' }])
  })

  it('ends with the conversation; what had ended stays as it did', () => {
    const { items } = go(
      connected(),
      added(call),
      added(output, 'call_item'),
      added(callOf('c2'), 'output_item'),
      failed,
    )
    expect(items.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'call_item completed',
      'output_item completed',
      'item_c2 interrupted',
    ])
  })

  it('is not left open where it is a message that the service was still reading', () => {
    const reading = {
      id: 't1',
      type: 'message',
      role: 'user',
      status: 'in_progress',
      content: [{ type: 'input_text', text: 'Hello' }],
    } as const
    expect(go(connected(), added(reading), failed).items).toMatchObject([
      { id: 't1', status: 'interrupted', cutBy: 'line' },
    ])
  })

  it('leaves the words that had come: only those that were awaited have failed', () => {
    const before = connected()
    const transcribed = {
      ...before,
      settings: { ...before.settings, inputTranscription: { model: 'whisper-1' } },
    }
    const { items } = go(
      transcribed,
      added(spoken('u1')),
      transcript('u1', 'Hello'),
      added(answer('A', 'Hi.'), 'u1'),
      added(spoken('u2'), 'A'),
      lost,
    )
    expect(items.map(({ transcription }) => transcription)).toEqual(['done', undefined, 'failed'])
  })
})
