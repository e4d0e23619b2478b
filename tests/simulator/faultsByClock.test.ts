import { describe, expect, it } from 'vitest'
import type { FaultRule } from '../../src/simulator/faults/FaultRule.ts'
import { faultyLine } from './support/faultyLine.ts'

const timed = (atMs: number, type = 'tick'): FaultRule => ({
  on: { dir: 'timer', atMs },
  do: { insert: { type } },
})

describe('by the clock', () => {
  it('it counts from the opening, for rules that came later too', async () => {
    const { clock, types, faults } = faultyLine([timed(100, 'own')])
    await clock.advance(60)
    faults.add(timed(70, 'later'))
    faults.add(timed(50, 'overdue'))
    await clock.advance(9)
    expect(types()).toEqual(['overdue'])
    await clock.advance(1)
    expect(types()).toEqual(['overdue', 'later'])
    await clock.advance(30)
    expect(types()).toEqual(['overdue', 'later', 'own'])
  })

  it('a rule that was taken back does nothing', async () => {
    const { clock, types, faults } = faultyLine()
    const takeBack = faults.add(timed(50))
    takeBack()
    await clock.advance(100)
    expect(types()).toEqual([])
  })

  it('the line may end, though what goes out is held up', async () => {
    const { say, clock, types } = faultyLine([
      { on: { dir: 'out' }, do: { delayMs: 60_000 } },
      { on: { dir: 'timer', atMs: 50 }, do: { close: [1011, 'now'] } },
    ])
    say('a')
    await clock.advance(50)
    expect(types()).toEqual(['closed 1011 now'])
    expect(clock.pending).toBe(0)
  })

  it('nothing happens on a line that is gone', async () => {
    const { line, clock, types } = faultyLine([timed(50)])
    line.end()
    await clock.advance(100)
    expect(types()).toEqual([])
    expect(clock.pending).toBe(0)
  })
})

describe('whoever asks for a line', () => {
  const upgrade = (action: FaultRule['do'], more: { nth?: number } = {}): FaultRule => {
    return { on: { dir: 'upgrade', ...more }, do: action }
  }

  it('gets it, at once or later', () => {
    const { faults } = faultyLine()
    expect(faults.upgrade()).toEqual({ type: 'pass', delayMs: 0 })
    faults.add(upgrade({ delayMs: 30 }))
    expect(faults.upgrade([upgrade({ delayMs: 12 })])).toEqual({ type: 'pass', delayMs: 42 })
  })

  it('is refused, cut off or left hanging', () => {
    const { faults } = faultyLine()
    const fate = (action: FaultRule['do']) => faults.upgrade([upgrade(action)])
    expect(fate({ status: 429 })).toEqual({ type: 'refuse', status: 429, delayMs: 0 })
    expect(fate({ terminate: true })).toEqual({ type: 'terminate', delayMs: 0 })
    expect(fate({ drop: true })).toEqual({ type: 'hang', delayMs: 0 })
  })

  it('is counted over all of them', () => {
    const { faults } = faultyLine()
    faults.add(upgrade({ status: 503 }, { nth: 2 }))
    const types = [1, 2, 3].map(() => faults.upgrade().type)
    expect(types).toEqual(['pass', 'refuse', 'pass'])
  })
})
