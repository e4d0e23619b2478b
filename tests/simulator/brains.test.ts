import { describe, expect, it } from 'vitest'
import type { Brain, TurnInput } from '../../src/simulator/brain/Brain.ts'
import { brainNamed, brainNames } from '../../src/simulator/brain/brainNamed.ts'
import { listener } from '../../src/simulator/brain/listener.ts'
import { parseScenario } from '../../src/simulator/brain/parseScenario.ts'
import { scenarioBrain } from '../../src/simulator/brain/scenarioBrain.ts'
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

describe('a scenario', () => {
  const weather = parseScenario(`{
    "name": "weather",
    "turns": [
      { "when": { "turn": 0 }, "heard": "What is the weather?", "reply": [{ "say": "One moment." }] },
      { "when": { "toolOutput": "get_weather" }, "reply": [{ "say": "Sunny." }] },
      { "when": { "text": "\\\\bbye\\\\b" }, "reply": [{ "say": "Goodbye." }] },
      { "when": { "minMs": 2000 }, "reply": [{ "say": "That was long." }] }
    ],
    "otherwise": "parrot"
  }`)

  it.each([
    ['the turn', 0, spoken(500), 'One moment.'],
    [
      'the output of a tool',
      1,
      { kind: 'toolOutput', name: 'get_weather', output: '{}' },
      'Sunny.',
    ],
    ['typed words, in capitals or not', 3, typed('Good BYE now'), 'Goodbye.'],
    ['words that were heard', 3, spoken(500, 'bye'), 'Goodbye.'],
    ['how long it took', 3, spoken(2500), 'That was long.'],
  ] as const)('answers by %s', async (_what, index, input, answer) => {
    expect(await ask(scenarioBrain(weather), index, input)).toBe(answer)
  })

  it.each([
    ['a word inside another', typed('rubyesque')],
    ['a short turn', spoken(1999)],
    ['another tool', { kind: 'toolOutput', name: 'other', output: 'x' } as const],
  ])('leaves to the other brain: %s', async (_what, input) => {
    const reply = await scenarioBrain(weather).answer({ index: 5, input, instructions: '' })
    expect(reply).toEqual(input.kind === 'toolOutput' ? [{ say: 'x' }] : [{ echo: true }])
  })

  it('knows what was said, where it is written', () => {
    const brain = scenarioBrain(weather)
    expect(brain.heard?.({ index: 0, durationMs: 700 })).toBe('What is the weather?')
    expect(brain.heard?.({ index: 1, durationMs: 700 })).toBeNull()
  })

  it('that ships can be used, and the long one is long', () => {
    for (const script of Object.values(scenarios)) expect(parseScenario(script)).toBe(script)
    const [turn] = scenarios.longTalker.turns
    const words = turn!.reply.map((part) => ('say' in part ? part.say : '')).join(' ')
    expect(sentences(words).length).toBeGreaterThan(5)
    expect(words.length).toBeGreaterThan(400)
  })

  it.each([
    ['{"name":"x","turns":[}', /not JSON/],
    ['{"turns":[]}', /scenario\.name is missing/],
    ['{"name":"x"}', /scenario\.turns is missing/],
    ['{"name":"x","turns":{}}', /scenario\.turns must be a list/],
    ['{"name":"x","turns":[{}]}', /turns\[0\]\.reply is missing/],
    ['{"name":"x","turns":[{"reply":[{}]}]}', /reply\[0\] must hold exactly one of say/],
    ['{"name":"x","turns":[{"reply":[{"say":"a","echo":true}]}]}', /exactly one/],
    ['{"name":"x","turns":[{"reply":[{"sing":"a"}]}]}', /reply\[0\]\.sing is not known: use say/],
    ['{"name":"x","turns":[{"when":{"text":"("},"reply":[]}]}', /when\.text must be a regular/],
    ['{"name":"x","turns":[{"when":{"turn":-1},"reply":[]}]}', /when\.turn must be a whole number/],
    ['{"name":"x","turns":[{"when":{"minMs":"2"},"reply":[]}]}', /when\.minMs must be a number/],
    ['{"name":"x","turns":[],"otherwise":"owl"}', /otherwise must be "listener" or "parrot"/],
  ])('with a mistake names the place: %s', (json, message) => {
    expect(() => parseScenario(json)).toThrow(message)
    expect(() => parseScenario(json)).toThrow(expect.objectContaining({ code: 'scenario_invalid' }))
  })
})

it('brains are found by name, each session its own', () => {
  expect(brainNames).toEqual(['listener', 'parrot', 'greeter', 'longTalker'])
  for (const name of brainNames) expect(brainNamed(name)()).not.toBe(brainNamed(name)())
  expect(() => brainNamed('constructor')).toThrow('Use one of listener, parrot')
})
