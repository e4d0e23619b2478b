import { describe, expect, it } from 'vitest'
import type { FaultRule, FaultTrigger } from '../../src/simulator/faults/FaultRule.ts'
import { faultyLine } from './support/faultyLine.ts'

type More = Omit<FaultRule, 'on' | 'do'>

const lost = (on: Partial<FaultTrigger>, more: More = {}): FaultRule => ({
  on: { dir: 'out', ...on },
  do: { drop: true },
  ...more,
})
const timed = (atMs: number, type = 'tick', more: More = {}): FaultRule => ({
  on: { dir: 'timer', atMs },
  do: { insert: { type } },
  ...more,
})

describe('a rule fires', () => {
  it.each([
    [undefined, ['a.b', 'a.c.d']],
    ['a.b', ['a.b']],
    ['a.*', ['a.b', 'a.c.d']],
    ['*.d', ['a.c.d']],
    ['a*c*d', ['a.c.d']],
    ['*b*b*', []],
    ['a', []],
    ['a.b*b', []],
    ['a.b.*.b', []],
  ])('at the types that its pattern means: %s', (type, fitting) => {
    const { say, types } = faultyLine([lost({ type })])
    const all = ['a.b', 'a.c.d', 'x']
    say(...all)
    expect(types()).toEqual(all.filter((one) => type !== undefined && !fitting.includes(one)))
  })

  it('at events that hold what it asks for', () => {
    const { line, sent } = faultyLine([lost({ where: { item: { role: 'assistant' } } })])
    const events = [
      { type: 'added', item: { role: 'assistant', id: '1' } },
      { type: 'added', item: { role: 'user', id: '2' } },
      { type: 'other' },
    ]
    for (const event of events) line.sent(event, event)
    expect(sent).toEqual(events.slice(1).map((event) => JSON.stringify(event)))
  })

  it('by GA words, whatever words go over the line', () => {
    const { line, sent } = faultyLine([lost({ type: 'response.output_audio.delta' })])
    line.sent({ type: 'response.audio.delta' }, { type: 'response.output_audio.delta' })
    line.sent({ type: 'response.output_audio.delta' }, { type: 'response.audio.delta' })
    expect(sent).toEqual(['{"type":"response.output_audio.delta"}'])
  })

  it('only once another event has passed, in either direction, though that one was lost', () => {
    const { say, hear, types } = faultyLine([
      lost({ type: 'start' }),
      lost({ type: 'b', after: 'start' }),
      lost({ type: 'c', after: 'go*' }),
    ])
    say('b', 'c', 'start', 'b', 'c')
    hear('goes')
    say('c')
    expect(types()).toEqual(['b', 'c', 'c'])
  })

  it('at the nth that fits, on each line', () => {
    const { say, types, open } = faultyLine()
    const rule = lost({ type: 'b', nth: 2 })
    const [one, other] = [open([rule]), open([rule], 'sess_2')]
    one.say('b', 'x', 'b', 'b')
    other.say('b', 'b')
    say('b', 'b')
    expect([one.types(), other.types(), types()]).toEqual([['b', 'x', 'b'], ['b'], ['b', 'b']])
  })

  it('at the nth of the client’s own line, though another rule lost the first', () => {
    const { say, types } = faultyLine([lost({ nth: 1 }), lost({ nth: 2 })])
    say('a', 'b', 'c')
    expect(types()).toEqual(['c'])
  })

  it('so many times, over all the lines that it is on', () => {
    const { open, faults } = faultyLine()
    faults.add(lost({ type: 'b' }, { times: 3 }))
    const [one, other] = [open(), open([], 'sess_2')]
    one.say('b', 'b')
    other.say('b', 'b')
    expect([one.types(), other.types()]).toEqual([[], ['b']])
  })

  it('on the line of one session', () => {
    const { open, faults } = faultyLine()
    const [one, other] = [open([], 'sess_7'), open([], 'sess_8')]
    faults.add(lost({}, { session: 'sess_8' }))
    faults.add(timed(5, 'mine', { session: 'sess_7' }))
    one.say('a')
    other.say('a')
    expect([one.types(), other.types()]).toEqual([['a'], []])
  })

  it('as the dice say, the same for the same seed, and other rules do not touch the dice', () => {
    const fallen = (seed: number, more: readonly FaultRule[] = []) => {
      const { say, types } = faultyLine([...more, lost({}, { probability: 0.5 })], { seed })
      say(...Array.from({ length: 20 }, (_, at) => `${at}`))
      return types().join()
    }
    expect(fallen(1).split(',').length).toBeGreaterThan(3)
    expect(fallen(1).split(',').length).toBeLessThan(17)
    const harmless: FaultRule = { on: { dir: 'out' }, do: { set: {} } }
    expect(fallen(1, [harmless])).toBe(fallen(1))
    expect(fallen(2)).not.toBe(fallen(1))
  })

  it('for those that were added, until they are taken back', () => {
    const { say, types, faults } = faultyLine()
    const takeBack = faults.add([lost({ type: 'a' }), lost({ type: 'b' })])
    faults.add(lost({ type: 'c' }))
    say('a', 'b', 'c')
    takeBack()
    say('a', 'b', 'c')
    faults.clear()
    say('a', 'b', 'c')
    expect(types()).toEqual(['a', 'b', 'a', 'b', 'c'])
    expect(faults.rules).toEqual([])
  })
})

it('what fired is kept and told, the last thousand of it', () => {
  const { say, faults, logged } = faultyLine([lost({ type: 'b' })])
  say('a', 'b')
  const [firing] = faults.firings
  expect(firing).toMatchObject({
    session: 'sess_1',
    type: 'b',
    action: { drop: true },
    rule: lost({ type: 'b' }),
  })
  expect(firing?.atMs).toBeGreaterThan(1_700_000_000_000)
  expect(logged).toEqual(['Fault on sess_1 at b: lost.'])
  for (let at = 0; at < 1200; at++) say('b')
  expect(faults.firings).toHaveLength(1000)
  expect(faults.firings[0]).not.toBe(firing)
})
