import type { StandardResult } from '../../src/session/toolSchema.ts'

/** As zod, ArkType and valibot make them: a validator and a converter under one key. */
export const standard = <Output>(
  validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>,
  input: () => Record<string, unknown> = () => ({
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { city: { type: 'string' } },
  }),
) => ({
  '~standard': {
    version: 1 as const,
    vendor: 'test',
    validate,
    jsonSchema: { input, output: input },
    types: undefined as { readonly input: unknown; readonly output: Output } | undefined,
  },
})
