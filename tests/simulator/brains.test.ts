import { describe, expect, it } from 'vitest'
import type { Brain, TurnInput } from '../../src/simulator/brain/Brain.ts'
import { brainNamed, brainNames, type BrainName } from '../../src/simulator/brain/brainNamed.ts'
import { listener } from '../../src/simulator/brain/listener.ts'
import { scenarios } from '../../src/simulator/brain/scenarios.ts'
import { sentences } from '../../src/simulator/voice/sentences.ts'

const asked = { instructions: '', askedBy: 'response.create', tools: [] } as const

const ask = async (brain: Brain, index: number, input: TurnInput) => {
  const reply = await brain.answer({ index, input, ...asked })
  return reply.map((part) => ('say' in part ? part.say : 'text' in part ? part.text : '')).join(' ')
}
const typed = (text: string): TurnInput => ({ kind: 'text', text })
const spoken = (durationMs: number, text: string | null = null): TurnInput => ({
  kind: 'speech',
  durationMs,
  text,
})

describe('the listener', () => {
  it.each([
    ['typed', typed('Hello')],
    ['spoken', spoken(900)],
    ['missing', { kind: 'nothing' } as const],
  ])('greets when the first turn is %s', async (_how, input) => {
    expect(await ask(listener(), 0, input)).toMatch(/^(Hello|Hi)/)
  })

  it('never says the same line twice in a row', async () => {
    const brain = listener()
    const inputs = [typed('So?'), typed('So.'), spoken(500), spoken(3000), spoken(9000)]
    let last = ''
    for (let index = 0; index < 200; index++) {
      // A typed turn may come twice under one number, after a cut; and kinds mix.
      const line = await ask(brain, index >> 1, inputs[(index * 7) % 5]!)
      expect(line).not.toBe(last)
      last = line
    }
  })

  it('answers a long story otherwise than a word', async () => {
    const word = await ask(listener(), 1, spoken(400))
    const story = await ask(listener(), 1, spoken(12_000))
    expect(story.length).toBeGreaterThan(2 * word.length)
  })
})

it('the long talker is long', () => {
  const words = scenarios.longTalker.turns
    .flatMap(({ reply }) => reply)
    .map((part) => ('say' in part ? part.say : ''))
    .join(' ')
  expect(sentences(words).length).toBeGreaterThan(5)
  expect(words.length).toBeGreaterThan(400)
})

it('brains are found by name, each session its own', () => {
  // The compiler wants each name that ships here, and no other.
  const named: Readonly<Record<BrainName, true>> = {
    listener: true,
    parrot: true,
    greeter: true,
    weather: true,
    longTalker: true,
    interviewer: true,
    silent: true,
    failing: true,
  }
  expect(Object.keys(named)).toEqual(brainNames)
  for (const name of brainNames) expect(brainNamed(name)()).not.toBe(brainNamed(name)())
  expect(() => brainNamed('constructor')).toThrow('Use one of listener, parrot')
})

it('takes a text of nothing but abbreviations apart', () => {
  const pieces = sentences('Mr. '.repeat(40_000))
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(240)
  expect(pieces.join(' ').split(' ')).toHaveLength(40_000)
})
