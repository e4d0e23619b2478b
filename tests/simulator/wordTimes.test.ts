import { describe, expect, it } from 'vitest'
import type { ServiceDialect } from '../../src/simulator/dialects/ServiceDialect.ts'
import { ga } from '../../src/simulator/dialects/ga.ts'
import { saying, simulated, types } from './support/simulated.ts'

/** A service that knows word times, and lets everything out. */
const telling: ServiceDialect = {
  ...ga,
  start: (...given) => ({ ...ga.start(...given), output_audio_timestamp_types: ['word'] }),
  write: (event) => [event],
}

describe('word times', () => {
  it('are told for each word of the sound, one after the other', async () => {
    const brain = saying({ say: 'One two.' }, { say: 'Three.' })
    const { say, clock, all, events } = simulated({ dialect: telling, brain })
    say({ type: 'response.create' })
    await clock.advance(2000)
    // 50 ms a letter, and the second sentence begins where the first ended.
    expect(all('response.audio_timestamp.delta')).toMatchObject([
      { text: 'One', audio_offset_ms: 0, audio_duration_ms: 150, timestamp_type: 'word' },
      { text: 'two.', audio_offset_ms: 150, audio_duration_ms: 250 },
      { text: 'Three.', audio_offset_ms: 400, audio_duration_ms: 300 },
    ])
    const { item_id, response_id } = all('response.output_audio.done')[0]!
    const place = { item_id, response_id, output_index: 0, content_index: 0 }
    expect(all('response.audio_timestamp.delta')[0]).toMatchObject(place)
    expect(all('response.audio_timestamp.done')).toMatchObject([place])
    const order = types(events)
    expect(order.indexOf('response.audio_timestamp.done')).toBeLessThan(
      order.indexOf('response.content_part.done'),
    )
  })

  it('are told only of words whose sound was sent', async () => {
    const brain = saying({ say: 'aaaaaaaaaa bbbbbbbbbb cccccccccc' })
    const { say, clock, all } = simulated({ dialect: telling, brain })
    say({ type: 'response.create' })
    await clock.advance(100)
    say({ type: 'response.cancel' })
    const sentMs = all('response.output_audio.delta').length * 100
    expect(sentMs).toBeLessThan(550)
    expect(all('response.audio_timestamp.delta')).toHaveLength(1)
    expect(all('response.audio_timestamp.done')).toHaveLength(1)
  })

  it('are not told where nobody asks for them', async () => {
    const { say, clock, events } = simulated({ dialect: { ...ga, write: (event) => [event] } })
    say({ type: 'response.create' })
    await clock.advance(2000)
    expect(types(events).filter((type) => type.includes('timestamp'))).toEqual([])
    expect(types(events)[1]).toBe('conversation.created')
  })
})
