import { describe, expect, it } from 'vitest'
import type { FaultRule, FaultTrigger } from '../../src/simulator/faults/FaultRule.ts'
import { fitsPattern } from '../../src/simulator/faults/fits.ts'
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
    [undefined, ['response.done', 'response.output_audio.done', 'error']],
    ['response.done', ['response.done']],
    ['response.*', ['response.done', 'response.output_audio.done']],
    ['*_audio.done', ['response.output_audio.done']],
  ])('at the types that its pattern means: %s', (type, fitting) => {
    const { say, types } = faultyLine([lost({ type })])
    const all = ['response.done', 'response.output_audio.done', 'error']
    say(...all)
    expect(types()).toEqual(all.filter((one) => !fitting.includes(one)))
  })

  it.each([
    ['a.*', ['a.b', 'a.c.d']],
    ['*.d', ['a.c.d']],
    ['a*c*d', ['a.c.d']],
    ['*b*b*', []],
    ['a', []],
    ['a.b*b', []],
    ['a.b.*.b', []],
  ])('where each star stands for any letters: %s', (pattern, fitting) => {
    const fits = (type: string) => fitsPattern(pattern, type)
    expect(['a.b', 'a.c.d', 'x'].filter(fits)).toEqual(fitting)
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
      lost({ type: 'session.created' }),
      lost({ type: 'response.done', after: 'session.created' }),
      lost({ type: 'error', after: 'response.c*' }),
    ])
    say('response.done', 'error', 'session.created', 'response.done', 'error')
    hear('response.cancel')
    say('error')
    expect(types()).toEqual(['response.done', 'error', 'error'])
  })

  it('at the nth that fits, on each line', () => {
    const { say, types, open } = faultyLine()
    const rule = lost({ type: 'response.done', nth: 2 })
    const [one, other] = [open([rule]), open([rule], 'sess_2')]
    one.say('response.done', 'x', 'response.done', 'response.done')
    other.say('response.done', 'response.done')
    say('response.done', 'response.done')
    expect([one.types(), other.types(), types()]).toEqual([
      ['response.done', 'x', 'response.done'],
      ['response.done'],
      ['response.done', 'response.done'],
    ])
  })

  it('at the nth of the client’s own line, though another rule lost the first', () => {
    const { say, types } = faultyLine([lost({ nth: 1 }), lost({ nth: 2 })])
    say('a', 'response.done', 'error')
    expect(types()).toEqual(['error'])
  })

  it('so many times, over all the lines that it is on', () => {
    const { open, faults } = faultyLine()
    faults.add(lost({ type: 'response.done' }, { times: 3 }))
    const [one, other] = [open(), open([], 'sess_2')]
    one.say('response.done', 'response.done')
    other.say('response.done', 'response.done')
    expect([one.types(), other.types()]).toEqual([[], ['response.done']])
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
    const takeBack = faults.add([
      lost({ type: 'session.created' }),
      lost({ type: 'response.done' }),
    ])
    faults.add(lost({ type: 'error' }))
    say('session.created', 'response.done', 'error')
    takeBack()
    say('session.created', 'response.done', 'error')
    faults.clear()
    say('session.created', 'response.done', 'error')
    expect(types()).toEqual([
      'session.created',
      'response.done',
      'session.created',
      'response.done',
      'error',
    ])
    expect(faults.rules).toEqual([])
  })
})

it('what fired is kept and told, the last thousand of it', () => {
  const { say, faults, logged } = faultyLine([lost({ type: 'response.done' })])
  say('a', 'response.done')
  const [firing] = faults.firings
  expect(firing).toMatchObject({
    session: 'sess_1',
    type: 'response.done',
    action: { drop: true },
    rule: lost({ type: 'response.done' }),
  })
  expect(firing?.atMs).toBeGreaterThan(1_700_000_000_000)
  expect(logged).toEqual(['Fault on sess_1 at response.done: lost.'])
  for (let at = 0; at < 1200; at++) say('response.done')
  expect(faults.firings).toHaveLength(1000)
  expect(faults.firings[0]).not.toBe(firing)
})
