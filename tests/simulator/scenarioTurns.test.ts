import { describe, expect, it } from 'vitest'
import type { Turn, TurnInput } from '../../src/simulator/brain/Brain.ts'
import { parseScenario } from '../../src/simulator/brain/parseScenario.ts'
import { scenarioBrain } from '../../src/simulator/brain/scenarioBrain.ts'

const typed = (text: string): TurnInput => ({ kind: 'text', text })
const spoken = (durationMs: number, text: string | null = null): TurnInput => ({
  kind: 'speech',
  durationMs,
  text,
})
const output = (value: unknown, name = 'get_weather'): TurnInput => ({
  kind: 'toolOutput',
  name,
  output: typeof value === 'string' ? value : JSON.stringify(value),
})

/** A brain made from a list of turns, and what it logs. */
function brainOf(turns: readonly object[], more: object = {}) {
  const logged: string[] = []
  const script = parseScenario({ name: 'test', otherwise: 'parrot', ...more, turns })
  const brain = scenarioBrain(script, (line) => logged.push(line))
  const answer = (index: number, input: TurnInput, turn: Partial<Turn> = {}) =>
    brain.answer({ index, input, instructions: '', askedBy: 'response.create', tools: [], ...turn })
  return { brain, answer, logged }
}

const PARROT = [{ echo: true }]

describe('a turn of a scenario fits', () => {
  it.each([
    ['the turn', { turn: 2 }, 2, typed('x'), true],
    ['another turn', { turn: 2 }, 3, typed('x'), false],
    ['its turn again', { turn: 1, every: 3 }, 7, typed('x'), true],
    ['a turn between', { turn: 1, every: 3 }, 6, typed('x'), false],
    ['a turn before the first', { turn: 4, every: 3 }, 1, typed('x'), false],
    ['typed words, in capitals or not', { text: '\\bbye\\b' }, 3, typed('Good BYE now'), true],
    ['words that were heard', { text: 'bye' }, 3, spoken(500, 'bye'), true],
    ['words that nobody knows', { text: '.*' }, 3, spoken(500), false],
    ['a word inside another', { text: '\\bbye\\b' }, 3, typed('rubyesque'), false],
    ['words in any script', { text: 'ÄPFEL|\\p{Script=Greek}' }, 3, typed('äpfel'), true],
    ['the output of a tool', { toolOutput: 'get_weather' }, 1, output('{}'), true],
    ['that of another tool', { toolOutput: 'get_weather' }, 1, output('{}', 'other'), false],
    ['that of any tool', { toolOutput: '*' }, 1, output('{}', 'other'), true],
    [
      'the words of an output',
      { toolOutput: '*', text: '"error"' },
      1,
      output('{"error":1}'),
      true,
    ],
    ['other words of an output', { toolOutput: '*', text: '"error"' }, 1, output('{}'), false],
    ['words that are no output', { toolOutput: '*', text: 'x' }, 1, typed('x'), false],
    ['what is no output', { toolOutput: '*' }, 1, typed('x'), false],
    ['how long it took', { minMs: 2000, maxMs: 3000 }, 3, spoken(3000), true],
    ['less', { minMs: 2000 }, 3, spoken(1999), false],
    ['more', { maxMs: 2000 }, 3, spoken(2001), false],
    ['a typed turn, by its length', { minMs: 0 }, 3, typed('x'), false],
    ['a kind of input', { input: 'nothing' }, 0, { kind: 'nothing' } as const, true],
    ['another kind', { input: 'nothing' }, 0, typed('x'), false],
    ['two things at once', { turn: 1, text: 'x' }, 1, typed('x'), true],
    ['one thing of two', { turn: 1, text: 'x' }, 1, typed('y'), false],
    ['always', {}, 9, output('x'), true],
  ])('by %s', async (_what, when, index, input, isFit) => {
    const { answer } = brainOf([{ when, reply: [{ say: 'It fits.' }] }], { otherwise: 'listener' })
    const [part] = await answer(index, input)
    expect(part).toEqual(isFit ? { say: 'It fits.' } : { say: expect.not.stringMatching('fits') })
  })

  it('by what asked for the answer', async () => {
    const { answer } = brainOf([
      { when: { event: 'input_audio_buffer.timeout_triggered' }, reply: [{ say: 'Still there?' }] },
    ])
    const askedBy = 'input_audio_buffer.timeout_triggered'
    expect(await answer(1, typed('x'), { askedBy })).toEqual([{ say: 'Still there?' }])
    expect(await answer(1, typed('x'))).toEqual(PARROT)
  })

  it('the first that does is said, and no more often than it may', async () => {
    const { answer } = brainOf([
      { times: 2, reply: [{ say: 'One.' }] },
      { times: 1, reply: [{ say: 'Two.' }] },
    ])
    const said = []
    for (let turn = 0; turn < 4; turn++) said.push(await answer(turn, typed('x')))
    expect(said).toEqual([[{ say: 'One.' }], [{ say: 'One.' }], [{ say: 'Two.' }], PARROT])
  })

  it('counts apart for each line', async () => {
    const script = parseScenario({ name: 'x', turns: [{ times: 1, reply: [{ say: 'Hi.' }] }] })
    const turn = { index: 0, input: typed('x'), instructions: '', tools: [] } as const
    for (const brain of [scenarioBrain(script), scenarioBrain(script)])
      expect(await brain.answer({ ...turn, askedBy: 'response.create' })).toEqual([{ say: 'Hi.' }])
  })

  it('and knows what was said, where it is written', () => {
    const { brain } = brainOf([
      { when: { turn: 0 }, heard: 'What is the weather?', reply: [] },
      { when: { turn: 1, minMs: 1000 }, heard: 'A long story.', reply: [] },
    ])
    expect(brain.heard?.({ index: 0, durationMs: 700 })).toBe('What is the weather?')
    expect(brain.heard?.({ index: 1, durationMs: 700 })).toBeNull()
    expect(brain.heard?.({ index: 1, durationMs: 1700 })).toBe('A long story.')
  })
})

describe('blanks are filled in', () => {
  const said = async (say: string, input: TurnInput, when: object = {}) => {
    const { answer, logged } = brainOf([{ when, reply: [{ say }] }])
    const [part] = await answer(3, input)
    return { say: part && 'say' in part ? part.say : null, logged }
  }

  it.each([
    ['You said {{text}}.', typed('hello'), {}, 'You said hello.'],
    ['You said {{ heard }}.', spoken(900, 'hello'), {}, 'You said hello.'],
    ['Turn {{turn}}.', typed('x'), {}, 'Turn 3.'],
    ['To {{match.1}}!', typed('go to Rome'), { text: 'to (\\w+)' }, 'To Rome!'],
    ['To {{match.city}}!', typed('go to Rome'), { text: 'to (?<city>\\w+)' }, 'To Rome!'],
    ['It is {{tool.temp}}.', output({ temp: 21.5 }), { toolOutput: '*' }, 'It is 21.5.'],
    ['{{tool.days.1.sky}}', output({ days: [{}, { sky: 'blue' }] }), { toolOutput: '*' }, 'blue'],
    ['{{tool}}', output('plain words'), { toolOutput: '*' }, 'plain words'],
    ['{{tool.list}}', output({ list: [1, 2] }), { toolOutput: '*' }, '[1,2]'],
    // A dollar is no sign of its own in what is filled in.
    ['Pay {{text}}.', typed("$& $1 $'"), {}, "Pay $& $1 $'."],
  ] as const)('%s', async (template, input, when, result) => {
    expect(await said(template, input, when)).toEqual({ say: result, logged: [] })
  })

  it.each([
    ['{{tool.temp}}', output({ sky: 'blue' }), '(no tool.temp)'],
    ['{{tool.temp}}', output('no JSON'), '(no tool.temp)'],
    ['{{tool.length}}', output('"text"'), '(no tool.length)'],
    ['{{tool.toString}}', output({}), '(no tool.toString)'],
    ['{{tool}}', typed('x'), '(no tool)'],
    ['{{text}}', spoken(500), '(no text)'],
  ] as const)('and what is missing is said and logged: %s', async (template, input, result) => {
    const { say, logged } = await said(template, input)
    expect(say).toBe(result)
    expect(logged).toEqual([`The scenario asks for ${template}, and there is no such thing here.`])
  })

  it('in written words and in those of a clip too', async () => {
    const { answer } = brainOf([
      { reply: [{ text: '{{text}}' }, { clip: 'bell', says: '{{text}}' }, { delay: 5 }] },
    ])
    expect(await answer(0, typed('hi'))).toEqual([
      { text: 'hi' },
      { clip: 'bell', says: 'hi' },
      { delay: 5 },
    ])
  })

  it('with the words before the call, when its output is answered', async () => {
    const { answer } = brainOf([
      { when: { toolOutput: '*' }, reply: [{ say: '{{match.1}}: {{tool.temp}}. {{text}}' }] },
      { when: { text: 'in (\\w+)' }, reply: [{ call: { name: 'get_weather', arguments: {} } }] },
    ])
    await answer(0, typed('Weather in Oslo?'), { tools: ['get_weather'] })
    expect(await answer(1, output({ temp: 3 }))).toEqual([{ say: 'Oslo: 3. Weather in Oslo?' }])
  })
})

describe('a call', () => {
  const turns = [
    {
      when: { toolOutput: 'a' },
      reply: [
        { call: { name: 'b', arguments: { t: '{{tool.t}}', deep: [{ x: '<{{tool.t}}>' }] } } },
      ],
    },
  ]

  it('gets its blanks filled in, at any depth; one that stands alone keeps its kind', async () => {
    const { answer } = brainOf(turns)
    expect(await answer(1, output({ t: 5 }, 'a'), { tools: ['b'] })).toEqual([
      { call: { name: 'b', arguments: { t: 5, deep: [{ x: '<5>' }] } } },
    ])
  })

  it('of a tool that the session has not is told in words, with what to do', async () => {
    const { answer } = brainOf(turns)
    const [part] = await answer(1, output({ t: 5 }, 'a'), { tools: ['c'] })
    expect(part).toEqual({
      say: expect.stringMatching(/tool b, and this session has none.*Add it/),
    })
  })
})
