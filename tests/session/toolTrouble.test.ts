import { describe, expect, it, vi } from 'vitest'
import { tool, type ToolContext } from '../../src/session/Tool.ts'
import { call, response, toolStage, until } from '../support/toolStage.ts'

const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer' } },
  required: ['city'],
} as const

const weather = (execute: (args: { readonly city: string }, context: ToolContext) => unknown) =>
  tool({ name: 'get_weather', description: 'The weather.', parameters, execute })

/** What comes of one call. */
async function answerTo(
  execute: Parameters<typeof weather>[0],
  args: unknown = { city: 'Oslo' },
  name = 'get_weather',
) {
  const stage = await toolStage([weather(execute)])
  stage.line.say(...response([call('c1', name, args)]))
  await until(() => stage.sent('response.create').length > 0)
  const output = stage.outputs()['c1'] ?? ''
  return { ...stage, output, codes: stage.problems.map(({ code }) => code) }
}

it('reads no arguments at all as none', async () => {
  const execute = vi.fn(() => 'now')
  const { line, outputs } = await toolStage([
    tool({ name: 'time', description: '', parameters: { type: 'object' }, execute }),
  ])
  line.say(...response([call('c1', 'time', '')]))
  await until(() => 'c1' in outputs())
  expect(outputs()).toEqual({ c1: 'now' })
  expect(execute).toHaveBeenCalledWith({}, expect.anything())
})

describe('the model is told', () => {
  it.each([
    ['arguments that are no JSON', '{"city":', /no valid JSON/],
    ['a missing argument', { days: 2 }, /arguments\.city is missing/],
    ['an argument of another type', { city: 'Oslo', days: 1.5 }, /days must be integer/],
    ['arguments that are no object', [1], /arguments must be object/],
  ])('of %s, and the tool is not run', async (_what, args, message) => {
    const execute = vi.fn()
    const { output, codes, item } = await answerTo(execute, args)
    expect(execute).not.toHaveBeenCalled()
    expect(JSON.parse(output)).toEqual({ error: expect.stringMatching(message) as string })
    expect(codes).toEqual(['tool_failed'])
    expect(item('c1')).toMatchObject({ status: 'failed', problem: { code: 'tool_failed' } })
  })

  it('of a tool that does not exist', async () => {
    const { output, codes, problems } = await answerTo(() => 1, {}, 'get the secrets of Anna')
    expect(JSON.parse(output)).toEqual({ error: 'There is no tool of this name.' })
    expect(codes).toEqual(['tool_failed'])
    expect(problems[0]?.message).not.toMatch(/Anna/)
  })

  it.each([
    [
      'throws',
      () => {
        throw new TypeError('No weather for Oslo')
      },
      'No weather for Oslo',
    ],
    ['rejects', () => Promise.reject(new Error('No weather for Oslo')), 'No weather for Oslo'],
    ['rejects with no reason', () => Promise.reject(new Error()), 'It failed.'],
    ['gives back an error', () => new RangeError('No weather for Oslo'), 'No weather for Oslo'],
    ['gives what is no JSON', () => 1n, 'The result cannot be told.'],
    [
      'gives a circle',
      () => {
        const a: { a?: unknown } = {}
        a.a = a
        return a
      },
      'The result cannot be told.',
    ],
    ['gives a function', () => () => 1, 'The result cannot be told.'],
  ])(
    'what went wrong in a tool that %s, and no word of it is in our sentences',
    async (_what, execute, error) => {
      const { output, codes, problems } = await answerTo(execute)
      expect(JSON.parse(output)).toEqual({ error })
      expect(output).not.toMatch(/\.ts|at /)
      expect(codes).toEqual(['tool_failed'])
      expect(`${problems[0]?.message} ${problems[0]?.remedy}`).not.toMatch(/Oslo/)
    },
  )

  it.each([
    ['nothing', undefined, '{"ok":true}'],
    ['text', 'cold', 'cold'],
    ['an object', { temp: 3 }, '{"temp":3}'],
    ['null', null, 'null'],
  ])('%s as it was given back', async (_what, result, output) => {
    const { output: told, codes } = await answerTo(() => result)
    expect(told).toBe(output)
    expect(codes).toEqual([])
  })

  it.each([
    ['plain letters', '~', 70_000],
    ['letters of three bytes', '語', 30_000],
    ['letters of four bytes', '😀', 20_000],
  ])(
    '64 KB of a result of %s, cut between two letters, and that it was cut',
    async (_what, letter, count) => {
      const { output } = await answerTo(() => letter.repeat(count))
      expect(new TextEncoder().encode(output).length).toBeLessThanOrEqual(64 * 1024)
      expect(new TextEncoder().encode(output).length).toBeGreaterThan(64 * 1024 - 8)
      expect(output.replaceAll(letter, '')).toMatch(
        /^\n\[Cut here: the result has \d+ KB, and 64 KB is the most\.\]$/,
      )
    },
  )
})
