import { describe, expect, it, vi } from 'vitest'
import { tool, type Tool } from '../../src/session/Tool.ts'
import { standard } from '../support/standardSchema.ts'

const text = { type: 'string' } as const

const make = (parameters: unknown, name = 'get_weather'): Tool =>
  // What a schema is cannot be known before it was looked at.
  tool({ name, description: '', parameters: parameters as { type: 'object' }, execute: () => 1 })

const problemOf = async (schema: object, args: unknown) => {
  const prepared = await make({ type: 'object', ...schema }).prepare(args)
  return prepared.ok ? null : prepared.problem
}

describe('a tool', () => {
  it.each(['get_weather', 'a', 'A-9_', 'x'.repeat(64)])('may be named %s', (name) => {
    expect(make({ type: 'object' }, name).definition.name).toBe(name)
  })

  it.each(['', 'get weather', 'wetter_für', 'x'.repeat(65), 'a.b'])(
    'may not be named "%s"',
    (name) => {
      expect(() => make({ type: 'object' }, name)).toThrow(
        expect.objectContaining({ code: 'tool_schema_unsupported' }),
      )
    },
  )

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'object'],
    ['a list', [{ type: 'object' }]],
    ['JSON Schema of something else', { type: 'string' }],
    ['an object that is no schema', { city: 'string' }],
    [
      'a schema of an unknown library',
      new (class {
        readonly type = 'object'
      })(),
    ],
    [
      'a Standard Schema that cannot be told',
      { '~standard': { version: 1, vendor: 'x', validate: () => ({ value: 1 }) } },
    ],
    [
      'a Standard JSON Schema that checks nothing',
      {
        '~standard': { version: 1, vendor: 'x', jsonSchema: { input: () => ({ type: 'object' }) } },
      },
    ],
    [
      'a Standard Schema of text',
      standard(
        () => ({ value: 'x' }),
        () => ({ type: 'string' }),
      ),
    ],
    [
      'a Standard Schema whose library gives up',
      standard(
        () => ({ value: 1 }),
        () => {
          throw new Error('Dates have no JSON Schema')
        },
      ),
    ],
  ])('may not have %s as its parameters, and says what it may', (_what, parameters) => {
    expect(() => make(parameters)).toThrow(
      expect.objectContaining({
        code: 'tool_schema_unsupported',
        message: expect.stringContaining('get_weather') as string,
        remedy: expect.stringMatching(/zod.*ArkType.*valibot/) as string,
      }),
    )
  })

  it('may have a schema that is a function, as those of ArkType are', () => {
    const parameters = Object.assign(
      () => 1,
      standard(() => ({ value: 1 })),
    )
    expect(make(parameters).definition.parameters).toEqual({
      type: 'object',
      properties: { city: text },
    })
  })

  it('asks for draft 7, which services understand, and does not pass on which draft it is', () => {
    const input = vi.fn(() => ({ $schema: 'x', type: 'object' }))
    expect(make(standard(() => ({ value: 1 }), input)).definition.parameters).toEqual({
      type: 'object',
    })
    expect(input).toHaveBeenCalledExactlyOnceWith({ target: 'draft-07' })
  })
})

describe('arguments by a Standard Schema', () => {
  it('are what the schema makes of them', async () => {
    const execute = vi.fn()
    const { prepare } = tool({
      name: 'a',
      description: '',
      parameters: standard((value) =>
        Promise.resolve({ value: { at: new Date((value as { at: string }).at) } }),
      ),
      execute,
    })
    const prepared = await prepare({ at: '2026-11-21' })
    if (!prepared.ok) throw new Error(prepared.problem)
    const context = { callId: 'c1', signal: new AbortController().signal }
    prepared.run(context)
    expect(execute).toHaveBeenCalledExactlyOnceWith({ at: new Date('2026-11-21') }, context)
  })

  it('are told to be wrong with the words of the schema, and where', async () => {
    const { prepare } = make(
      standard(() => ({
        issues: [
          { message: 'must be a city', path: ['trip', { key: 0 }, 'city'] },
          { message: 'too much' },
        ],
      })),
    )
    expect(await prepare({})).toEqual({
      ok: false,
      problem: 'trip.0.city: must be a city; too much',
    })
  })
})

describe('arguments by a JSON Schema', () => {
  it.each<[string, object, unknown, string | null]>([
    ['nothing said', {}, { a: 1 }, null],
    ['all there', { properties: { a: text }, required: ['a'] }, { a: 'x' }, null],
    ['more than was asked for', { properties: { a: text } }, { b: 1 }, null],
    ['one missing', { properties: { a: text }, required: ['a'] }, {}, 'arguments.a is missing'],
    [
      'one inherited by every object',
      { required: ['toString'] },
      {},
      'arguments.toString is missing',
    ],
    ['another type', { properties: { a: text } }, { a: 1 }, 'arguments.a must be string'],
    ['null for text', { properties: { a: text } }, { a: null }, 'arguments.a must be string'],
    [
      'null where it may be',
      { properties: { a: { type: ['string', 'null'] } } },
      { a: null },
      null,
    ],
    [
      'none of two types',
      { properties: { a: { type: ['string', 'null'] } } },
      { a: 1 },
      'arguments.a must be string or null',
    ],
    [
      'a fraction for a whole number',
      { properties: { a: { type: 'integer' } } },
      { a: 0.5 },
      'arguments.a must be integer',
    ],
    [
      'not one of a list',
      { properties: { a: { enum: ['x', 1] } } },
      { a: 'y' },
      'arguments.a must be "x" or 1',
    ],
    ['one of a list', { properties: { a: { enum: ['x', 1] } } }, { a: 1 }, null],
    [
      'not the only value',
      { properties: { a: { const: 'x' } } },
      { a: 'y' },
      'arguments.a must be "x"',
    ],
    [
      'a wrong item, deep down',
      { properties: { a: { type: 'array', items: { properties: { b: text } } } } },
      { a: [{ b: 'x' }, { b: 2 }] },
      'arguments.a[1].b must be string',
    ],
    [
      'what is not looked at',
      { properties: { a: { anyOf: [{ type: 'string' }] }, b: { type: 'number', minimum: 3 } } },
      { a: 1, b: 1 },
      null,
    ],
    ['a word of a later draft', { properties: { a: { type: 'decimal' } } }, { a: 1 }, null],
  ])('%s', async (_what, schema, args, problem) => {
    expect(await problemOf(schema, args)).toBe(problem)
  })

  it('that are an object must be one', async () => {
    for (const args of [null, [], 'x', 1])
      expect(await problemOf({}, args)).toMatch(/must be object/)
  })
})
