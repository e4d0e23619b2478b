import { describe, expect, it } from 'vitest'
import type { FaultAction } from '../../src/simulator/faults/FaultRule.ts'
import { faultyLine } from './support/faultyLine.ts'

const at = (action: FaultAction, type = 'response.create') => [
  { on: { dir: 'in' as const, type }, do: action },
]
const soon = () => new Promise((resolve) => setImmediate(resolve))
const typesIn = (texts: readonly string[]) =>
  texts.map((text) => /"type":"([^"]+)"/.exec(text)?.[1] ?? text)

describe('what happens to an event that the client sent', () => {
  it('is lost, comes twice, comes behind others', () => {
    const { hear, received } = faultyLine([
      ...at({ drop: true }, 'session.update'),
      ...at({ duplicate: 1 }, 'response.create'),
      ...at({ reorder: 1 }, 'response.cancel'),
    ])
    hear('session.update', 'response.create', 'response.cancel', 'd')
    expect(typesIn(received)).toEqual([
      'response.create',
      'response.create',
      'd',
      'response.cancel',
    ])
  })

  it('comes late, with all behind it', async () => {
    const { hear, received, clock } = faultyLine(at({ delayMs: 40 }))
    hear('a', 'response.create', 'c')
    expect(typesIn(received)).toEqual(['a'])
    await clock.advance(40)
    expect(typesIn(received)).toEqual(['a', 'response.create', 'c'])
  })

  it('arrives as no JSON', () => {
    const { hear, received } = faultyLine(at({ malformed: true }))
    hear('response.create')
    expect(received).toEqual(['{"type":"response.create","ev'])
  })

  it('is answered with an error that names it, and goes no further', () => {
    const { hear, received, sent } = faultyLine(at({ error: { code: null, type: 'x' } }))
    hear('response.create')
    expect(received).toEqual([])
    expect(sent).toHaveLength(1)
    expect(JSON.parse(sent[0] ?? '')).toMatchObject({
      type: 'error',
      error: { type: 'x', code: null, event_id: 'my_response.create' },
    })
  })

  it('ends the line, once what was said before has gone out', async () => {
    const { say, hear, types, clock } = faultyLine([
      ...at({ close: [1008, 'no'] }),
      { on: { dir: 'out', type: 'error' }, do: { delayMs: 30 } },
    ])
    say('error')
    hear('response.create', 'c')
    await clock.advance(30)
    await soon()
    expect(types()).toEqual(['error', 'closed 1008 no'])
  })

  it('stops the reading for a while', async () => {
    const { hear, received, clock } = faultyLine(at({ pauseReadMs: 500 }))
    hear('response.create', 'c')
    await clock.advance(499)
    expect(typesIn(received)).toEqual(['response.create'])
    await clock.advance(1)
    expect(typesIn(received)).toEqual(['response.create', 'c'])
  })

  it('what is no JSON at all passes as it is, past rules that look', () => {
    const { line, received } = faultyLine(at({ drop: true }))
    line.received('{"type":')
    line.received('[1]')
    expect(received).toEqual(['{"type":', '[1]'])
  })
})

describe('a fault in a reply', () => {
  it('that is done to an event is done to the next one, and once', () => {
    const { line, say, types, faults } = faultyLine()
    line.reply({ duplicate: 1 })
    say('a', 'b')
    expect(types()).toEqual(['a', 'a', 'b'])
    expect(faults.firings).toMatchObject([{ type: 'a', action: { duplicate: 1 } }])
  })

  it('that cuts sound waits for sound', () => {
    const { line, say, sent } = faultyLine()
    line.reply({ oddBytes: true })
    say('a')
    const delta = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).toString('base64')
    const event = { type: 'response.output_audio.delta', event_id: 'e', delta }
    line.sent(event, event)
    line.sent(event, event)
    expect(sent).toHaveLength(4)
  })

  it.each([
    [{ error: { code: 'c' } } as const, 'error'],
    [{ insert: { type: 'more' } }, 'more'],
    [{ malformed: true } as const, '{"type":'],
    [{ close: [1000, 'bye'] } as const, 'closed 1000 bye'],
    [{ terminate: true } as const, 'cut'],
  ])('that stands for itself comes where it stands: %j', async (action, seen) => {
    const { line, say, types, faults } = faultyLine()
    say('a')
    line.reply(action)
    await soon()
    expect(types()).toEqual(['a', seen])
    expect(faults.firings).toMatchObject([{ rule: null, type: 'reply', action }])
  })

  it('that waits holds up all that follows', async () => {
    const { line, say, types, clock } = faultyLine()
    line.reply({ delayMs: 20 })
    say('a')
    expect(types()).toEqual([])
    await clock.advance(20)
    expect(types()).toEqual(['a'])
  })
})

describe('sound cut in the middle of samples', () => {
  it.each([4, 6, 8, 18, 960, 4800, 4801])('loses no byte of %i', (length) => {
    const { line, sent } = faultyLine([{ on: { dir: 'out' }, do: { oddBytes: true } }])
    const sound = Buffer.from(Uint8Array.from({ length }, (_, index) => index))
    const event = {
      type: 'response.output_audio.delta',
      event_id: 'event_1',
      item_id: 'item_1',
      delta: sound.toString('base64'),
    }
    line.sent(event, event)
    const frames = sent.map((text) => JSON.parse(text) as typeof event)
    expect(frames.map(({ event_id, item_id }) => [event_id, item_id])).toEqual([
      ['event_1', 'item_1'],
      ['event_1_rest', 'item_1'],
    ])
    const [first, rest] = frames.map(({ delta }) => Buffer.from(delta, 'base64'))
    expect((first?.length ?? 0) % 2).toBe(1)
    expect(Buffer.concat([first!, rest!]).equals(sound)).toBe(true)
  })

  it('leaves alone what is less than two samples, and what is no sound', () => {
    const { line, sent } = faultyLine([{ on: { dir: 'out' }, do: { oddBytes: true } }])
    const events = [{ type: 'a', delta: 'AAA=' }, { type: 'a' }, { type: 'a', delta: 5 }]
    for (const event of events) line.sent(event, event)
    expect(sent).toEqual(events.map((event) => JSON.stringify(event)))
  })
})
