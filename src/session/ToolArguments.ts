import type { JsonToolSchema, StandardToolSchema } from './toolSchema.ts'

/** What a tool's `parameters` may be. */
export type ToolParameters = StandardToolSchema | JsonToolSchema

/**
 * The type of the arguments: the output of a Standard Schema, or what a JSON Schema says that was written in place
 * or `as const`. Only what is checked is promised: `unknown` is what `anyOf`, `$ref` and the like leave open.
 */
export type ToolArguments<Schema> = Schema extends {
  readonly '~standard': { readonly types?: infer Types }
}
  ? NonNullable<Types> extends { readonly output: infer Output }
    ? Output
    : unknown
  : ObjectOf<Schema>

type ObjectOf<Schema> = Schema extends { readonly properties: infer Properties }
  ? {
      readonly [K in keyof Properties as K extends RequiredOf<Schema> ? K : never]: ValueOf<
        Properties[K]
      >
    } & {
      readonly [K in keyof Properties as K extends RequiredOf<Schema> ? never : K]?: ValueOf<
        Properties[K]
      >
    }
  : Readonly<Record<string, unknown>>

/** Names that are only known as `string` promise nothing. */
type RequiredOf<Schema> = Schema extends { readonly required: readonly (infer K)[] }
  ? string extends K
    ? never
    : K
  : never

type ValueOf<Schema> = Schema extends { readonly const: infer Value }
  ? Value
  : Schema extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : Schema extends { readonly type: readonly (infer Name)[] }
      ? Named<Name, Schema>
      : Schema extends { readonly type: infer Name }
        ? Named<Name, Schema>
        : unknown

type Named<Name, Schema> = Name extends 'string'
  ? string
  : Name extends 'number' | 'integer'
    ? number
    : Name extends 'boolean'
      ? boolean
      : Name extends 'null'
        ? null
        : Name extends 'array'
          ? readonly ItemOf<Schema>[]
          : Name extends 'object'
            ? ObjectOf<Schema>
            : unknown

type ItemOf<Schema> = Schema extends { readonly items: infer Items } ? ValueOf<Items> : unknown
