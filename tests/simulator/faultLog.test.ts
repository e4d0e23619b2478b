import { expect, it } from 'vitest'
import { respond } from './support/faulty.ts'
import { faultyLine } from './support/faultyLine.ts'
import { served } from './support/served.ts'

const twice = { on: { dir: 'out' }, do: { duplicate: 1 } } as const
const lost = { on: { dir: 'in', type: 'response.create' }, do: { drop: true } } as const

it('a rule that fires over and over is told once, and counted when something else comes', () => {
  const { say, hear, line, faults, logged } = faultyLine([twice, lost])
  say('a', 'b', 'c')
  expect(logged).toEqual(['Fault on sess_1 at a: sent 1 times more.'])
  hear('response.create')
  expect(logged.slice(1)).toEqual([
    'Fault on sess_1, 2 more: sent 1 times more.',
    'Fault on sess_1 at response.create: lost.',
  ])
  say('d', 'e')
  line.end()
  expect(logged.slice(3)).toEqual(['Fault on sess_1, 2 more: sent 1 times more.'])
  expect(faults.firings).toHaveLength(6)
})

it('what comes a while later is told again: somebody may be watching', async () => {
  const { say, clock, logged } = faultyLine([twice])
  say('a', 'b')
  await clock.advance(1000)
  say('c')
  expect(logged).toEqual([
    'Fault on sess_1 at a: sent 1 times more.',
    'Fault on sess_1, 1 more: sent 1 times more.',
    'Fault on sess_1 at c: sent 1 times more.',
  ])
})

it('each line is told for itself, and everybody at the door', () => {
  const { open, faults, logged } = faultyLine()
  faults.add([twice, { on: { dir: 'upgrade' }, do: { status: 503 } }])
  faults.upgrade()
  faults.upgrade()
  open([], 'sess_7').say('a', 'b')
  open([], 'sess_8').say('a')
  expect(logged).toEqual([
    'Fault at upgrade: refused with 503.',
    'Fault at upgrade: refused with 503.',
    'Fault on sess_7 at a: sent 1 times more.',
    'Fault on sess_8 at a: sent 1 times more.',
  ])
})

it('an answer of which every event comes twice takes few lines', async () => {
  const logged: string[] = []
  const { open, simulator } = await served({
    faults: ['duplicates'],
    log: (text) => logged.push(text),
  })
  const client = open()
  await respond(client)
  await client.hear('rate_limits.updated')
  await client.close()
  const { length } = simulator.faults.firings
  expect(length).toBeGreaterThan(10)
  await expect.poll(() => logged.at(-1)).toContain(`, ${length - 1} more: sent 1 times more.`)
  expect(logged).toHaveLength(2)
})
