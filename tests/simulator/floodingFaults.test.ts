import { describe, expect, it } from 'vitest'
import { bend, asFrame } from '../../src/simulator/faults/bend.ts'
import type { FaultAction } from '../../src/simulator/faults/FaultRule.ts'
import { faultsAsked } from '../../src/simulator/faults/faultsAsked.ts'
import { faultyLine } from './support/faultyLine.ts'
import { served } from './support/served.ts'

const MOST_FRAMES = 1001
const times = (count: number, action: FaultAction) =>
  Array.from({ length: count }, () => ({ do: action }))
const rule = { on: { dir: 'out', type: 'response.done' }, do: { drop: true } } as const

describe('of one event', () => {
  it.each([
    ['doubled 27 times', times(27, { duplicate: 1 }), MOST_FRAMES],
    ['made a thousand more of, again and again', times(50, { duplicate: 1000 }), MOST_FRAMES],
    ['doubled 3 times', times(3, { duplicate: 1 }), 8],
    ['made a thousand more of', times(1, { duplicate: 1000 }), MOST_FRAMES],
  ])('so many frames are made: %s', (_what, faults, count) => {
    expect(bend(asFrame({ type: 'a' }), faults).frames).toHaveLength(count)
  })

  it('no sound is lost when there are too many to cut', () => {
    const delta = Buffer.alloc(48_000, 7).toString('base64')
    const { frames } = bend(asFrame({ type: 'a', delta }), times(27, { oddBytes: true }))
    expect(frames.length).toBeLessThanOrEqual(MOST_FRAMES)
    expect(frames.map(({ event }) => event?.['delta']).join('')).toBe(delta)
  })
})

describe('of faults that are asked for at once', () => {
  it('fifty are taken and no more', () => {
    expect(faultsAsked(Array(50).fill('jam').join('+'))).toHaveLength(50)
    expect(() => faultsAsked(Array(51).fill('jam').join('+'))).toThrow(/at most 50/)
    expect(() => faultsAsked(JSON.stringify(Array(51).fill(rule)))).toThrow(/at most 50/)
  })

  it('all that stand in one address are counted, and the same text counts once', async () => {
    const { open, simulator } = await served()
    const path = (texts: readonly string[]) =>
      `/v1/realtime?model=m&${texts.map((text) => `fault=${text}`).join('&')}`
    const many = open(path(Array.from({ length: 51 }, (_, index) => `jam-${index + 1}`)))
    expect(await many.end()).toMatchObject({ code: 4000 })
    expect(many.events[0]?.error.message).toContain('at most 50')
    const same = open(path(Array<string>(60).fill('duplicates')), [
      'realtime',
      'openai-insecure-api-key.fault.duplicates',
    ])
    await same.hear('session.created')
    same.say({ type: 'session.update', session: { type: 'realtime' } })
    await same.hear('session.updated')
    expect(same.types.filter((type) => type === 'session.created')).toHaveLength(2)
    expect(simulator.sessions).toHaveLength(1)
  })

  it('over the control endpoint too', async () => {
    const { ask, simulator } = await served({ control: true })
    for (const body of [Array(51).fill(rule), Array(51).fill('jam'), ['jam+'.repeat(51)]])
      expect(await ask('POST', '/_simulator/faults', { body })).toMatchObject({
        status: 400,
        body: { error: { code: 'fault_invalid', message: expect.stringContaining('at most 50') } },
      })
    expect(simulator.faults.rules).toEqual([])
  })
})

describe('what is nested deeper than any event', () => {
  const deep = (depth: number): object =>
    JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) as object

  it.each([
    ['insert', { on: { dir: 'out' }, do: { insert: { type: 'a', deep: deep(6000) } } }],
    ['set', { on: { dir: 'out' }, do: { set: deep(6000) } }],
    ['where', { on: { dir: 'out', where: deep(6000) }, do: { drop: true } }],
  ])('is refused in a rule: %s', (_where, asked) => {
    const { faults } = faultyLine()
    expect(() => faults.add(asked as never)).toThrow(/nested/)
  })

  it('and an event as deep as events are is taken', () => {
    const { faults } = faultyLine()
    faults.add({ on: { dir: 'out' }, do: { insert: { type: 'a', deep: deep(20) } } })
    expect(faults.rules).toHaveLength(1)
  })
})

describe('what a client calls its events', () => {
  const type = `x\n\u001b[2J\u009b${'y'.repeat(3000)}`

  it('comes into the log short, on one line and harmless', () => {
    const { line, logged, faults } = faultyLine([{ on: { dir: 'in' }, do: { drop: true } }])
    line.received(JSON.stringify({ type }))
    expect(logged).toEqual([
      expect.stringMatching(/^Fault on sess_1 at "x\\n\\u001b\[2J\\u009by+": lost\.$/),
    ])
    expect(logged[0]?.length).toBeLessThan(150)
    expect(faults.firings[0]?.type).toBe(type.slice(0, 80))
  })

  it('as does what a line was refused for', async () => {
    const logged: string[] = []
    const { open } = await served({ log: (line) => logged.push(line) })
    const asked = JSON.stringify({ on: { dir: 'out', [type]: 1 }, do: { drop: true } })
    await open(`/v1/realtime?model=m&fault=${encodeURIComponent(asked)}`).end()
    expect(logged).toHaveLength(1)
    expect(logged[0]).not.toMatch(/\p{Cc}/u)
    expect(logged[0]?.length).toBeLessThan(700)
  })

  it('as does what it asks for', () => {
    const { say, logged } = faultyLine([
      { on: { dir: 'out', type: 'a' }, do: { insert: { type } } },
      { on: { dir: 'out', type: 'b' }, do: { set: { [type]: 1 } } },
      { on: { dir: 'out', type: 'c' }, do: { error: { code: type } } },
      { on: { dir: 'out', type: 'd' }, do: { close: [4000, 'x\n\u001b[2J'] } },
    ])
    say('a', 'b', 'c', 'd')
    expect(logged).toHaveLength(4)
    for (const line of logged) expect(line).not.toMatch(/\p{Cc}/u)
    for (const line of logged) expect(line.length).toBeLessThan(150)
  })
})
