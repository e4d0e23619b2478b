import { describe, expect, it } from 'vitest'
import { ga } from '../../src/simulator/dialects/ga.ts'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { simulated, types } from './support/simulated.ts'

describe('a client event that lacks something', () => {
  it.each([
    ['session.update', 'session'],
    ['input_audio_buffer.append', 'audio'],
  ])('is refused, and told what it lacks: %s', (type, param) => {
    for (const dialect of [ga, preview2025, voiceLive()]) {
      const { say, last } = simulated({ dialect })
      say({ type, event_id: 'mine' })
      expect(last('error').error).toEqual({
        type: 'invalid_request_error',
        code: 'missing_required_parameter',
        message: `Missing required parameter: '${param}'.`,
        param,
        event_id: 'mine',
      })
    }
  })

  it('is not refused when it may do without', async () => {
    const { say, all, clock } = simulated()
    say({ type: 'response.create' })
    expect(all('response.created')).toHaveLength(1)
    await clock.advance(5000)
    expect(all('error')).toHaveLength(0)
  })
})

describe('the id of a client event', () => {
  const CLEAR = 'input_audio_buffer.clear'

  it.each([
    ['a number', 5],
    ['null', null],
    ['an object', {}],
    ['longer than 512 letters', 'x'.repeat(513)],
  ])('is refused when it is %s, and with it the event', (_what, event_id) => {
    const { say, last, by } = simulated()
    expect(types(by(() => say({ type: CLEAR, event_id })))).toEqual(['error'])
    expect(last('error').error).toMatchObject({
      code: 'invalid_value',
      param: 'event_id',
      event_id: null,
    })
  })

  it('may be 512 letters long, and comes back with a refusal', () => {
    const { say, last, by } = simulated()
    const event_id = 'x'.repeat(512)
    expect(types(by(() => say({ type: CLEAR, event_id })))).toEqual(['input_audio_buffer.cleared'])
    say({ type: 'response.cancel', event_id })
    expect(last('error').error.event_id).toBe(event_id)
  })
})

describe('a field beside those of a client event', () => {
  it('is let through: the services never told of one that they refuse', () => {
    const { say, by } = simulated()
    const more = { type: 'input_audio_buffer.clear', note: 'mine' }
    expect(types(by(() => say(more)))).toEqual(['input_audio_buffer.cleared'])
  })
})

describe('the place that a refusal names', () => {
  it.each(["$'", '$&', '$`', '$1', '$$'])('is written as the client wrote it: %s', (name) => {
    const { configure, last } = simulated()
    configure({ type: 'realtime', [name]: 1 })
    expect(last('error').error).toMatchObject({
      message: `Unknown parameter: 'session.${name}'.`,
      param: `session.${name}`,
    })
  })
})
