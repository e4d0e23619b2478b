import { describe, expect, expectTypeOf, it } from 'vitest'
import { tool } from '../../src/session/Tool.ts'
import { standard } from '../support/standardSchema.ts'

describe('the type of the arguments', () => {
  it('is that of the output of a Standard Schema', () => {
    const parameters = standard<{ readonly at: Date }>(() => ({ issues: [] }))
    tool({
      name: 'a',
      description: '',
      parameters,
      needsApproval: (args) => {
        expectTypeOf(args).toEqualTypeOf<{ readonly at: Date }>()
        return false
      },
      execute: (args) => expectTypeOf(args).toEqualTypeOf<{ readonly at: Date }>(),
    })
  })

  it('is what a JSON Schema in place promises', () => {
    tool({
      name: 'a',
      description: '',
      parameters: {
        type: 'object',
        properties: {
          city: { type: 'string' },
          days: { type: 'integer' },
          unit: { enum: ['C', 'F'] },
          note: { type: ['string', 'null'] },
          stops: {
            type: 'array',
            items: { type: 'object', properties: { at: { type: 'number' } } },
          },
          other: { anyOf: [{ type: 'string' }] },
        },
        required: ['city', 'unit'],
      },
      execute: (args) => {
        expectTypeOf(args.city).toEqualTypeOf<string>()
        expectTypeOf(args.days).toEqualTypeOf<number | undefined>()
        expectTypeOf(args.unit).toEqualTypeOf<'C' | 'F'>()
        expectTypeOf(args.note).toEqualTypeOf<string | null | undefined>()
        expectTypeOf(args.stops?.[0]?.at).toEqualTypeOf<number | undefined>()
        expectTypeOf(args.other).toEqualTypeOf<unknown>()
      },
    })
  })

  it('promises nothing that is not known', () => {
    tool({
      name: 'a',
      description: '',
      parameters: { type: 'object' },
      execute: (args) => expectTypeOf(args).toEqualTypeOf<Readonly<Record<string, unknown>>>(),
    })
    const imported: { type: string; properties: { a: { type: string } }; required: string[] } = {
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
    }
    tool({
      name: 'a',
      description: '',
      parameters: imported,
      execute: (args) => expectTypeOf(args.a).toEqualTypeOf<unknown>(),
    })
  })

  it('is not made from a schema that cannot be told to a model', () => {
    const schema = { type: 'object', '~standard': { version: 1, validate: () => ({ value: 1 }) } }
    const make = () =>
      tool({
        name: 'a',
        description: '',
        // @ts-expect-error it checks, and has no JSON Schema
        parameters: schema,
        execute: () => 1,
      })
    expect(make).toThrow(expect.objectContaining({ code: 'tool_schema_unsupported' }))
  })
})
