import { describe, expect, it } from 'vitest'
import { EventLog } from '../../src/simulator/node/EventLog.ts'
import { frame, RawSocket } from './support/RawSocket.ts'
import { served } from './support/served.ts'

const logged = (event: object) => {
  const log = new EventLog()
  log.add('sess_1', 'in', event)
  return log.events[0]?.event
}

describe('the log of events', () => {
  it('leaves out long sounds, wherever they are', () => {
    const audio = 'A'.repeat(4800)
    const part = { type: 'input_audio', audio }
    expect(logged({ type: 'a', audio, item: { content: [part, { audio: 'AAAA' }] } })).toEqual({
      type: 'a',
      audio: '<4800 characters>',
      item: { content: [{ type: 'input_audio', audio: '<4800 characters>' }, { audio: 'AAAA' }] },
    })
  })

  it('keeps words as they are, up to what nobody reads', () => {
    const session = { instructions: 'Be brief. '.repeat(500), tools: ['x'.repeat(100_000)] }
    expect(logged({ type: 'a', session })).toEqual({
      type: 'a',
      session: { ...session, tools: ['<100000 characters>'] },
    })
  })

  it('is not nested without end', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
    expect(JSON.stringify(logged({ type: 'a', deep })).length).toBeLessThan(200)
  })

  it('keeps little of one event that is huge', () => {
    const event = logged({ type: 'a', list: Array(1_000_000).fill({ is: 'long' }) })
    expect(event).toMatchObject({ type: 'a' })
    expect(JSON.stringify(event).length).toBeLessThan(300_000)
  })

  it('holds the last 10,000, in order', () => {
    const log = new EventLog()
    for (let at = 0; at < 19_999; at++) log.add('s', 'out', { type: 'a', at })
    expect(log.events).toHaveLength(10_000)
    expect(log.events[0]?.event['at']).toBe(9999)
    expect(log.events.at(-1)?.event['at']).toBe(19_998)
  })

  it('holds fewer when they are large', () => {
    const log = new EventLog()
    const text = 'x'.repeat(9000)
    const event = { type: 'a', texts: Array(20).fill(text) }
    for (let at = 0; at < 1000; at++) log.add('s', 'out', { ...event, at })
    expect(log.events.length).toBeGreaterThan(50)
    expect(log.events.length * 180_000).toBeLessThan(64 * 1024 * 1024)
    expect(log.events.at(-1)?.event).toEqual({ ...event, at: 999 })
  })

  it('can be read after somebody sent what is nested 20,000 deep', async () => {
    const { simulator, ask } = await served({ control: true })
    const raw = await RawSocket.open(simulator.port)
    const payload = `{"type":"deep","deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    raw.send(frame({ payload }))
    await expect
      .poll(() => simulator.events.some(({ event }) => event['type'] === 'deep'))
      .toBe(true)
    const answer = await ask('GET', '/_simulator/events')
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('"type":"deep"')
  })
})
