import { describe, expect, it } from 'vitest'
import type { FaultAction, FaultTrigger } from '../../src/simulator/faults/FaultRule.ts'
import { Faults } from '../../src/simulator/faults/Faults.ts'
import type { FaultyLine } from '../../src/simulator/faults/FaultyLine.ts'
import { faultyLine } from './support/faultyLine.ts'

const out = (action: FaultAction, on: Partial<FaultTrigger> = { type: 'b' }) => [
  { on: { dir: 'out' as const, ...on }, do: action },
]

/** Lets what was put off until the session is done happen. */
const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('what happens to an event that goes out', () => {
  it('nothing, without a rule', () => {
    const { say, hear, sent, received } = faultyLine()
    say('a', 'b')
    hear('x')
    expect(sent).toEqual(['{"type":"a"}', '{"type":"b"}'])
    expect(received).toEqual(['{"type":"x","event_id":"my_x"}'])
  })

  it('is lost', () => {
    const { say, types } = faultyLine(out({ drop: true }))
    say('a', 'b', 'c', 'b')
    expect(types()).toEqual(['a', 'c'])
  })

  it('comes late, and all behind it waits', async () => {
    const { say, types, clock } = faultyLine(out({ delayMs: 50 }))
    say('a', 'b', 'c')
    expect(types()).toEqual(['a'])
    await clock.advance(49)
    expect(types()).toEqual(['a'])
    await clock.advance(1)
    expect(types()).toEqual(['a', 'b', 'c'])
  })

  it('comes after so many of those behind it, in the order of their turn', () => {
    const { say, types } = faultyLine(out({ reorder: 2 }))
    say('a', 'b', 'c', 'd', 'e')
    expect(types()).toEqual(['a', 'c', 'd', 'b', 'e'])
  })

  it('that was put behind others comes by itself when there are none', async () => {
    const { say, types, clock } = faultyLine(out({ reorder: 2 }))
    say('b', 'c')
    await clock.advance(999)
    expect(types()).toEqual(['c'])
    await clock.advance(1)
    expect(types()).toEqual(['c', 'b'])
  })

  it('comes several times', () => {
    const { say, types } = faultyLine(out({ duplicate: 2 }))
    say('a', 'b')
    expect(types()).toEqual(['a', 'b', 'b', 'b'])
  })

  it('is no JSON', () => {
    const { say, sent } = faultyLine(out({ malformed: true }))
    say('b', 'c')
    expect(sent).toEqual(['{"type', '{"type":"c"}'])
    expect(() => void JSON.parse(sent[0]!)).toThrow(SyntaxError)
  })

  it('has other fields, and one before it', () => {
    const { say, sent } = faultyLine([
      ...out({ set: { type: 'new', obfuscation: 'xyz', gone: undefined } }),
      ...out({ insert: { type: 'before' } }),
    ])
    say('b')
    expect(sent).toEqual(['{"type":"before"}', '{"type":"new","obfuscation":"xyz"}'])
  })

  it('is an error in its place', () => {
    const { say, sent } = faultyLine(out({ error: { code: 'session_expired', message: 'Over.' } }))
    say('a', 'b')
    expect(JSON.parse(sent[1]!)).toEqual({
      type: 'error',
      event_id: 'event_fault',
      error: {
        type: 'server_error',
        code: 'session_expired',
        message: 'Over.',
        param: null,
        event_id: null,
      },
    })
  })

  it('ends the answer that is being made, after the session is done with the event', async () => {
    const fault = { status: 'failed', code: 'server_error' } as const
    const { say, types, ended } = faultyLine(out({ end: fault }))
    say('b')
    expect(ended).toEqual([])
    await soon()
    expect(ended).toEqual([fault])
    expect(types()).toEqual(['b'])
  })

  it.each([
    [{ close: [4000, 'bye'] as const }, 'closed 4000 bye'],
    [{ terminate: true } as const, 'cut'],
  ])('ends the line, and nothing goes over it any more', async (action, end) => {
    const { say, hear, types, received, clock } = faultyLine([
      ...out(action),
      { on: { dir: 'timer', atMs: 100 }, do: { insert: { type: 'late' } } },
    ])
    say('a', 'b', 'c')
    hear('x')
    await soon()
    expect(types()).toEqual(['a', end])
    expect(received).toEqual([])
    expect(clock.pending).toBe(0)
  })

  it('nothing more comes when what carries it gives up in the middle', () => {
    const sent: string[] = []
    const line: FaultyLine = new Faults({ rules: out({ duplicate: 3 }) }).forLine({
      carrier: {
        send: (text) => {
          sent.push(text)
          line.end()
        },
        close: () => undefined,
        terminate: () => undefined,
      },
      session: { id: 'sess_1', receive: () => undefined, endResponse: () => false },
    })
    line.sent({ type: 'b' }, { type: 'b' })
    expect(sent).toHaveLength(1)
  })

  it('several things in the order of the rules; what is lost cannot be anything else', () => {
    const { say, types, faults } = faultyLine([
      ...out({ insert: { type: 'before' } }),
      ...out({ drop: true }),
      ...out({ duplicate: 5 }),
    ])
    say('b', 'c')
    expect(types()).toEqual(['before', 'c'])
    expect(faults.firings).toHaveLength(2)
  })
})
