import { describe, expect, it } from 'vitest'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import { simulated, types } from './support/simulated.ts'

const TRUNCATE = { type: 'conversation.item.truncate', item_id: 'x' }

describe('an event without a field that it needs', () => {
  it.each([
    [{ type: 'conversation.item.create' }, 'item'],
    [{ type: 'conversation.item.retrieve' }, 'item_id'],
    [{ type: 'conversation.item.delete' }, 'item_id'],
    [{ type: 'conversation.item.truncate', content_index: 0, audio_end_ms: 0 }, 'item_id'],
    [{ ...TRUNCATE, audio_end_ms: 0 }, 'content_index'],
    [{ ...TRUNCATE, content_index: 0 }, 'audio_end_ms'],
  ])('is refused with its name: %j', (event, param) => {
    for (const dialect of [undefined, preview2025]) {
      const { say, last } = simulated(dialect && { dialect })
      say({ ...event, event_id: 'mine' })
      expect(last('error').error).toEqual({
        type: 'invalid_request_error',
        code: 'missing_required_parameter',
        message: `Missing required parameter: '${param}'.`,
        param,
        event_id: 'mine',
      })
    }
  })
})

describe('an event with a field of the wrong type', () => {
  it.each([
    [{ type: 'conversation.item.create', item: 'Hello' }, 'item'],
    [{ type: 'conversation.item.retrieve', item_id: 42 }, 'item_id'],
    [{ type: 'conversation.item.delete', item_id: null }, 'item_id'],
    [{ ...TRUNCATE, item_id: {}, content_index: 0, audio_end_ms: 0 }, 'item_id'],
    [{ ...TRUNCATE, content_index: '0', audio_end_ms: 0 }, 'content_index'],
    [{ ...TRUNCATE, content_index: 0, audio_end_ms: null }, 'audio_end_ms'],
    [{ type: 'response.cancel', response_id: 42 }, 'response_id'],
  ])('is refused with its name: %j', (event, param) => {
    const { say, last } = simulated()
    say(event)
    expect(last('error').error).toMatchObject({ code: 'invalid_value', param })
  })

  it('cancels nothing', async () => {
    const { say, by, clock, last } = simulated()
    say({ type: 'response.create' })
    await clock.advance(50)
    expect(types(by(() => say({ type: 'response.cancel', response_id: 42 })))).toEqual(['error'])
    await clock.advance(3000)
    expect(last('response.done').response.status).toBe('completed')
  })

  it('puts nothing after an item whose id is no text', () => {
    const { type, last, all } = simulated()
    type('Hello', { previous_item_id: 42 })
    expect(last('error').error).toMatchObject({ code: 'invalid_value', param: 'previous_item_id' })
    expect(all('conversation.item.added')).toHaveLength(0)
  })
})
