import { VoiceError } from '../base/errors.ts'
import { checkJson } from './checkJson.ts'

interface Issue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/**
 * A schema of a library that speaks both Standard Schema, which checks, and Standard JSON Schema, which describes:
 * zod 4.2, ArkType 2.1.28, valibot through `toStandardJsonSchema` of `@valibot/to-json-schema`.
 */
export interface StandardToolSchema<Output = unknown> {
  readonly '~standard': {
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>
    readonly jsonSchema: {
      readonly input: (options: {
        readonly target: 'draft-07'
      }) => Readonly<Record<string, unknown>>
    }
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined
  }
}

export type StandardResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly Issue[] }

/** JSON Schema of an object, as plain data. */
export interface JsonToolSchema {
  /** `object`. */
  readonly type: string
  readonly properties?: object
  readonly required?: readonly string[]
  readonly '~standard'?: never
}

/** Arguments that were read, or what is wrong with them in words for the model. */
export type CheckedArguments =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string }

export interface ToolSchema {
  /** What the model is told. */
  readonly json: object
  readonly check: (value: unknown) => CheckedArguments | Promise<CheckedArguments>
}

/** What the model is told need not say which draft it is. */
function bare(schema: object): object {
  const rest: { $schema?: unknown } = { ...schema }
  delete rest.$schema
  return rest
}

const say = ({ message, path = [] }: Issue): string => {
  const keys = path.map((one) => String(typeof one === 'object' ? one.key : one))
  return keys.length === 0 ? message : `${keys.join('.')}: ${message}`
}

function standard(name: string, schema: StandardToolSchema['~standard']): ToolSchema {
  const describe = (): object => {
    try {
      return schema.jsonSchema.input({ target: 'draft-07' })
    } catch {
      // What the library says may hold the names and defaults of the app's own data.
      throw unsupported(name, 'its library cannot express these parameters as JSON Schema')
    }
  }
  const json = bare(describe())
  if (!('type' in json) || json.type !== 'object')
    throw unsupported(name, 'its parameters are no object')
  return {
    json,
    check: async (value) => {
      const result = await schema.validate(value)
      return result.issues
        ? { ok: false, problem: result.issues.map(say).join('; ') }
        : { ok: true, value: result.value }
    },
  }
}

export const unsupported = (name: string, reason: string): VoiceError =>
  new VoiceError('tool_schema_unsupported', { details: { name, reason } })

/** What is only data: a schema of a library that we do not know is an object of a class of its own. */
const isData = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** @throws {@link VoiceError} `tool_schema_unsupported` */
export function toolSchema(name: string, parameters: unknown): ToolSchema {
  // ArkType's are functions.
  if (parameters === null || !/^(object|function)$/.test(typeof parameters))
    throw unsupported(name, 'its parameters are no schema')
  const schema: object = parameters as object
  if ('~standard' in schema) {
    const props = schema['~standard']
    if (isStandard(props)) return standard(name, props)
    throw unsupported(
      name,
      'its schema checks arguments, but cannot be given to a model as JSON Schema',
    )
  }
  if (!isData(schema) || !('type' in schema) || schema.type !== 'object')
    throw unsupported(
      name,
      'its parameters are neither JSON Schema of an object nor a Standard Schema',
    )
  return {
    json: bare(schema),
    check: (value) => {
      const problem = checkJson(schema, value)
      return problem === null ? { ok: true, value } : { ok: false, problem }
    },
  }
}

const isStandard = (props: unknown): props is StandardToolSchema['~standard'] =>
  typeof props === 'object' &&
  props !== null &&
  'validate' in props &&
  typeof props.validate === 'function' &&
  'jsonSchema' in props &&
  typeof props.jsonSchema === 'object' &&
  props.jsonSchema !== null &&
  'input' in props.jsonSchema &&
  typeof props.jsonSchema.input === 'function'
