import { describe, expect, it } from 'vitest'
import { ga } from '../../src/simulator/dialects/ga.ts'
import type { ServiceDialect } from '../../src/simulator/dialects/ServiceDialect.ts'
import { LoudnessHearing } from './support/parts.ts'
import { saying, simulated, types } from './support/simulated.ts'

const detection = (turn_detection: object) => ({ audio: { input: { turn_detection } } })
const server_vad = (more: object) => detection({ type: 'server_vad', ...more })

describe('turn detection that changes while the user speaks', () => {
  it.each([
    ['another silence', server_vad({ silence_duration_ms: 900 })],
    ['another padding', server_vad({ prefix_padding_ms: 0 })],
    ['whether to answer', server_vad({ create_response: false })],
    ['the same again', server_vad({ threshold: 0.5 })],
    ['something else entirely', { instructions: 'Be brief.' }],
  ])('goes on hearing the turn: %s', (_what, change) => {
    const { append, update, last, all } = simulated()
    append(200)
    update(change)
    append(100, 0)
    expect(all('input_audio_buffer.speech_stopped')).toHaveLength(1)
    expect(last('input_audio_buffer.committed').item_id).toBe(
      last('input_audio_buffer.speech_started').item_id,
    )
  })

  it.each([
    ['the threshold', server_vad({ threshold: 0.6 })],
    ['the kind', detection({ type: 'semantic_vad' })],
  ])('begins anew with another %s', (_what, change) => {
    const { append, update, all } = simulated()
    append(200)
    update(change)
    append(100, 0)
    expect(all('input_audio_buffer.speech_stopped')).toHaveLength(0)
  })

  it('tells the ears of a new silence without a restart', () => {
    const told: unknown[] = []
    class Ears extends LoudnessHearing {
      override configure(...given: unknown[]) {
        told.push(...given)
      }
      override reset() {
        told.push('reset')
      }
    }
    const { append, update } = simulated({ createHearing: () => new Ears() })
    append(200)
    told.length = 0
    update(server_vad({ silence_duration_ms: 900 }))
    expect(told).toEqual([{ threshold: 0.5, prefixPaddingMs: 300, silenceDurationMs: 900 }])
  })
})

describe('a turn that ends while an answer is being made', () => {
  it('is told to be busy once, in nobody’s name, and hears what follows in the same chunk', () => {
    const { append, update, all, last, session } = simulated({
      brain: saying({ say: 'x'.repeat(200) }),
    })
    update(server_vad({ interrupt_response: false }))
    append(200)
    append(100, 0)
    const turns = new Int16Array(24 * 400)
    turns.fill(5000, 0, 24 * 100).fill(5000, 24 * 200, 24 * 300)
    const audio = Buffer.from(turns.buffer).toString('base64')
    session.receive({ type: 'input_audio_buffer.append', audio, event_id: 'mine' })
    expect(all('input_audio_buffer.committed')).toHaveLength(3)
    expect(all('response.created')).toHaveLength(1)
    expect(all('error').map(({ error }) => error.code)).toEqual([
      'conversation_already_has_active_response',
      'conversation_already_has_active_response',
    ])
    expect(last('error').error.event_id).toBeNull()
  })
})

describe('auto_truncate', () => {
  /** Voice Live's. */
  const truncating: ServiceDialect = {
    ...ga,
    start: (...given) => {
      const session = ga.start(...given)
      const turn_detection = { type: 'server_vad', auto_truncate: true }
      return {
        ...session,
        audio: { ...session.audio, input: { ...session.audio.input, turn_detection } },
      }
    },
  }

  it('cuts the answer where real time has come to', async () => {
    const { append, say, clock, last, events } = simulated({
      dialect: truncating,
      brain: saying({ say: 'x'.repeat(80) }),
    })
    say({ type: 'response.create' })
    await clock.advance(1500)
    append(100)
    expect(types(events).slice(-2)).toEqual([
      'input_audio_buffer.speech_started',
      'conversation.item.truncated',
    ])
    expect(last('conversation.item.truncated')).toMatchObject({
      item_id: last('response.done').response.output[0].id,
      content_index: 0,
      audio_end_ms: 1500,
    })
  })

  it('has nothing to cut when all of it was heard', async () => {
    const { append, say, clock, all } = simulated({
      dialect: truncating,
      brain: saying({ say: 'x'.repeat(20) }),
    })
    say({ type: 'response.create' })
    await clock.advance(1500)
    append(100)
    expect(all('conversation.item.truncated')).toHaveLength(0)
    expect(all('error')).toHaveLength(0)
  })
})
