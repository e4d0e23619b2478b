import { describe, expect, it } from 'vitest'
import type { FaultAction } from '../../src/simulator/faults/FaultRule.ts'
import { SimulatedSession } from '../../src/simulator/engine/SimulatedSession.ts'
import { FakeClock } from './support/FakeClock.ts'
import { LoudnessHearing, steadyVoice } from './support/parts.ts'
import { saying, shape, simulated, types } from './support/simulated.ts'

const CLOSEOUTS = [
  'response.output_audio.done',
  'response.output_audio_transcript.done',
  'response.content_part.done',
  'conversation.item.done',
  'response.output_item.done',
  'response.done',
  'rate_limits.updated',
]
const limit = { status: 'failed', code: 'inference_rate_limit_exceeded' } as const

describe('an answer that goes wrong by its script', () => {
  it('fails at once when nothing was said before', async () => {
    const { events, last, say, clock } = simulated({ brain: saying({ fault: { end: limit } }) })
    say({ type: 'response.create' })
    await clock.advance(100)
    expect(types(events)).toEqual([
      'session.created',
      'response.created',
      'response.done',
      'rate_limits.updated',
    ])
    expect(last('response.done').response).toMatchObject({
      status: 'failed',
      status_details: {
        type: 'failed',
        error: {
          type: 'rate_limit_error',
          code: 'inference_rate_limit_exceeded',
          message: 'The inference rate limit was exceeded. Please try again later.',
        },
      },
      output: [],
    })
  })

  it('closes with what was said before it, and says nothing after it', async () => {
    const end = { status: 'failed', code: 'server_error', message: 'Too bad.' } as const
    const brain = saying({ say: 'Before.' }, { fault: { end } }, { say: 'After.' })
    const { events, last, say, clock } = simulated({ brain })
    say({ type: 'response.create' })
    await clock.advance(5000)
    expect(shape(events).slice(-CLOSEOUTS.length)).toEqual(CLOSEOUTS)
    expect(last('response.done').response).toMatchObject({
      status_details: {
        error: { type: 'server_error', code: 'server_error', message: 'Too bad.' },
      },
      output: [{ status: 'incomplete', content: [{ transcript: 'Before.' }] }],
    })
  })

  it('may be incomplete by the content filter', async () => {
    const end = { status: 'incomplete', reason: 'content_filter' } as const
    const { last, say, clock } = simulated({ brain: saying({ say: 'So' }, { fault: { end } }) })
    say({ type: 'response.create' })
    await clock.advance(1000)
    expect(last('response.done').response).toMatchObject({
      status: 'incomplete',
      status_details: { type: 'incomplete', reason: 'content_filter' },
    })
  })

  it('leaves the faults of the line to the line, in their place, and goes on', async () => {
    const asked: unknown[] = []
    const terminate: FaultAction = { terminate: true }
    const { last, say, clock, all } = simulated({
      brain: saying({ say: 'One.' }, { fault: terminate }, { say: 'Two.' }),
      onFault: (action) => asked.push(action, all('response.output_audio.delta').length),
    })
    say({ type: 'response.create' })
    await clock.advance(5000)
    expect(asked).toEqual([terminate, 2])
    expect(last('response.output_audio_transcript.done').transcript).toBe('One. Two.')
  })

  it('tells the log of a fault of the line where there is no line', async () => {
    const brain = saying({ fault: { close: [1011, 'no'] } })
    const { logged, say, clock, last } = simulated({ brain })
    say({ type: 'response.create' })
    await clock.advance(100)
    expect(logged).toEqual([expect.stringContaining('"close":[1011,"no"]')])
    expect(last('response.done').response.status).toBe('completed')
  })
})

describe('an answer that is ended from outside', () => {
  it('closes with what was streamed, and frees the conversation', async () => {
    const { session, say, clock, events, last, all } = simulated({
      brain: saying({ say: 'x'.repeat(100) }),
    })
    expect(session.endResponse(limit)).toBe(false)
    say({ type: 'response.create' })
    await clock.advance(300)
    expect(session.endResponse(limit)).toBe(true)
    await clock.advance(0)
    expect(shape(events).slice(-CLOSEOUTS.length)).toEqual(CLOSEOUTS)
    expect(last('response.done').response.status).toBe('failed')
    expect(session.endResponse(limit)).toBe(false)
    say({ type: 'response.create' })
    await clock.advance(10_000)
    expect(all('response.done').map(({ response }) => response.status)).toEqual([
      'failed',
      'completed',
    ])
  })

  it.each(['response.created', 'response.output_item.added', 'response.output_audio.delta'])(
    'while %s is on its way says every event in order, at any pace',
    async (trigger) => {
      const ended: boolean[] = []
      const said: string[] = []
      const clock = new FakeClock()
      const session = new SimulatedSession({
        clock,
        pace: 0,
        voice: steadyVoice,
        createHearing: () => new LoudnessHearing(),
        brain: saying({ say: 'x'.repeat(100) }),
        send: (_frame, { type }) => {
          said.push(type)
          if (type === trigger && ended.length === 0) ended.push(session.endResponse(limit))
        },
      })
      session.open()
      session.receive({ type: 'response.create' })
      await clock.advance(1000)
      expect(ended).toEqual([true])
      expect(said.filter((type) => type === 'response.output_audio.delta').length).toBeLessThan(2)
      for (const name of ['response.output_item', 'response.content_part', 'conversation.item']) {
        const added = said.filter((type) => type === `${name}.added`)
        expect(said.filter((type) => type === `${name}.done`)).toHaveLength(added.length)
      }
      expect(said.slice(-2)).toEqual(['response.done', 'rate_limits.updated'])
    },
  )
})
