import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { tool } from '../../src/session/Tool.ts'

const context = { callId: 'c1', signal: new AbortController().signal }

const trip = z.object({
  city: z.string().describe('Where to.'),
  days: z.number().int().min(1).default(3),
  at: z
    .string()
    .transform((text) => new Date(text))
    .optional(),
})

describe('a schema of zod 4', () => {
  it('is told to the model as what it takes in', () => {
    const { definition } = tool({
      name: 'plan_trip',
      description: 'Plans.',
      parameters: trip,
      execute: () => 1,
    })
    expect(definition.parameters).toMatchObject({
      type: 'object',
      properties: {
        city: { type: 'string', description: 'Where to.' },
        days: { type: 'integer', minimum: 1, default: 3 },
        at: { type: 'string' },
      },
      required: ['city'],
    })
    expect(definition.parameters).not.toHaveProperty('$schema')
  })

  it('gives execute what it makes of the arguments, defaults and transforms included', async () => {
    const { prepare } = tool({
      name: 'plan_trip',
      description: 'Plans.',
      parameters: trip,
      needsApproval: ({ days }) => days > 3,
      execute: (args) => {
        expectTypeOf(args).toEqualTypeOf<{ city: string; days: number; at?: Date | undefined }>()
        return args
      },
    })
    const prepared = await prepare({ city: 'Oslo', at: '2026-11-21' })
    if (!prepared.ok) throw new Error(prepared.problem)
    expect(await prepared.needsApproval()).toBe(false)
    expect(prepared.run(context)).toEqual({ city: 'Oslo', days: 3, at: new Date('2026-11-21') })
  })

  it('says what is wrong in words for the model', async () => {
    const { prepare } = tool({ name: 'a', description: '', parameters: trip, execute: () => 1 })
    const prepared = await prepare({ city: 3, days: 0 })
    expect(prepared).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/city: .*string.*; days: /) as string,
    })
  })

  it('that has no JSON Schema is refused', () => {
    const make = () =>
      tool({
        name: 'a',
        description: '',
        parameters: z.object({ at: z.date() }),
        execute: () => 1,
      })
    expect(make).toThrow(expect.objectContaining({ code: 'tool_schema_unsupported' }))
  })
})
