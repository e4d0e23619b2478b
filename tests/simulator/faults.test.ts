import { describe, expect, it } from 'vitest'
import type { FaultAction, FaultTrigger } from '../../src/simulator/faults/FaultRule.ts'
import { Faults } from '../../src/simulator/faults/Faults.ts'
import type { FaultyLine } from '../../src/simulator/faults/FaultyLine.ts'
import { faultyLine } from './support/faultyLine.ts'

const out = (action: FaultAction, on: Partial<FaultTrigger> = { type: 'response.done' }) => [
  { on: { dir: 'out' as const, ...on }, do: action },
]

/** Lets what was put off until the session is done happen. */
const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('what happens to an event that goes out', () => {
  it('nothing, without a rule', () => {
    const { say, hear, sent, received } = faultyLine()
    say('a', 'response.done')
    hear('x')
    expect(sent).toEqual(['{"type":"a"}', '{"type":"response.done"}'])
    expect(received).toEqual(['{"type":"x","event_id":"my_x"}'])
  })

  it('is lost', () => {
    const { say, types } = faultyLine(out({ drop: true }))
    say('a', 'response.done', 'c', 'response.done')
    expect(types()).toEqual(['a', 'c'])
  })

  it('comes late, and all behind it waits', async () => {
    const { say, types, clock } = faultyLine(out({ delayMs: 50 }))
    say('a', 'response.done', 'c')
    expect(types()).toEqual(['a'])
    await clock.advance(49)
    expect(types()).toEqual(['a'])
    await clock.advance(1)
    expect(types()).toEqual(['a', 'response.done', 'c'])
  })

  it('comes after so many of those behind it, in the order of their turn', () => {
    const { say, types } = faultyLine(out({ reorder: 2 }))
    say('a', 'response.done', 'c', 'd', 'e')
    expect(types()).toEqual(['a', 'c', 'd', 'response.done', 'e'])
  })

  it('that was put behind others comes by itself when there are none', async () => {
    const { say, types, clock } = faultyLine(out({ reorder: 2 }))
    say('response.done', 'c')
    await clock.advance(999)
    expect(types()).toEqual(['c'])
    await clock.advance(1)
    expect(types()).toEqual(['c', 'response.done'])
  })

  it('comes several times', () => {
    const { say, types } = faultyLine(out({ duplicate: 2 }))
    say('a', 'response.done')
    expect(types()).toEqual(['a', 'response.done', 'response.done', 'response.done'])
  })

  it('is no JSON', () => {
    const { say, sent } = faultyLine(out({ malformed: true }))
    say('response.done', 'c')
    expect(sent).toEqual(['{"type":"res', '{"type":"c"}'])
    expect(() => void JSON.parse(sent[0]!)).toThrow(SyntaxError)
  })

  it('has other fields, and one before it', () => {
    const { say, sent } = faultyLine([
      ...out({ set: { type: 'new', obfuscation: 'xyz', gone: undefined } }),
      ...out({ insert: { type: 'before' } }),
    ])
    say('response.done')
    expect(sent).toEqual(['{"type":"before"}', '{"type":"new","obfuscation":"xyz"}'])
  })

  it('is an error in its place', () => {
    const { say, sent } = faultyLine(out({ error: { code: 'session_expired', message: 'Over.' } }))
    say('a', 'response.done')
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
    say('response.done')
    expect(ended).toEqual([])
    await soon()
    expect(ended).toEqual([fault])
    expect(types()).toEqual(['response.done'])
  })

  it.each([
    [{ close: [4000, 'bye'] as const }, 'closed 4000 bye'],
    [{ terminate: true } as const, 'cut'],
  ])('ends the line, and nothing goes over it any more', async (action, end) => {
    const { say, hear, types, received, clock } = faultyLine([
      ...out(action),
      { on: { dir: 'timer', atMs: 100 }, do: { insert: { type: 'late' } } },
    ])
    say('a', 'response.done', 'c')
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
    line.sent({ type: 'response.done' }, { type: 'response.done' })
    expect(sent).toHaveLength(1)
  })

  it('several things in the order of the rules; what is lost cannot be anything else', () => {
    const { say, types, faults } = faultyLine([
      ...out({ insert: { type: 'before' } }),
      ...out({ drop: true }),
      ...out({ duplicate: 5 }),
    ])
    say('response.done', 'c')
    expect(types()).toEqual(['before', 'c'])
    expect(faults.firings).toHaveLength(2)
  })
})
