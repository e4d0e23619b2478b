import type { ToolArguments, ToolParameters } from './ToolArguments.ts'
import { toolSchema, unsupported } from './toolSchema.ts'

/** A function as the model is told of it, in the services' spelling. */
export interface FunctionDefinition {
  readonly type: 'function'
  readonly name: string
  readonly description?: string
  /** JSON Schema. */
  readonly parameters: object
}

/** What the model is told that it may call. */
export type ToolDefinition = FunctionDefinition | McpDefinition

/** A remote server whose tools the service calls itself. */
export interface McpDefinition {
  readonly type: 'mcp'
  readonly server_label: string
  readonly [key: string]: unknown
}

export interface ToolContext {
  /** Aborted when the call timed out, or when nobody waits for its answer any more. */
  readonly signal: AbortSignal
  readonly callId: string
}

/** A call whose arguments were read. */
export type PreparedCall =
  /** What is wrong with the arguments, in words for the model. */
  | { readonly ok: false; readonly problem: string }
  | {
      readonly ok: true
      /** Whether somebody must consent first. One that throws or rejects means yes. */
      readonly needsApproval: () => boolean | Promise<boolean>
      readonly run: (context: ToolContext) => unknown
    }

/** A function that the model may call. Made by `tool()`, which keeps the type of its arguments to itself. */
export interface Tool {
  readonly definition: FunctionDefinition
  /** @param json - The arguments as the model wrote them, parsed. */
  readonly prepare: (json: unknown) => PreparedCall | Promise<PreparedCall>
}

export interface ToolOptions<Schema extends ToolParameters> {
  /** 1 to 64 letters, digits, `_` and `-`: what the services take. */
  readonly name: string
  /** For the model: what it does, and when to call it. */
  readonly description: string
  /**
   * A JSON Schema of an object, or a schema of zod 4.2, ArkType 2.1.28, or valibot through `toStandardJsonSchema`.
   *
   * Of a JSON Schema only `type`, `enum`, `const`, `properties`, `required` and `items` are checked before
   * `execute` is called; ranges, patterns, `anyOf` and `$ref` are what the model is asked for, and no promise.
   */
  readonly parameters: Schema
  /**
   * What it gives back, also later, is told to the model: text as it is, all else as JSON, up to 64 KB; what JSON
   * has no words for, as a `Response` or bytes, is a failure. When it throws or gives back an error, the model is told
   * its message, and may try again: let it hold no secret. `onError` hears `tool_failed`, with the error as `cause`.
   *
   * A call ends after 30 s: give `signal` on to whatever takes long. What was begun is not undone by it.
   */
  readonly execute: (args: ToolArguments<Schema>, context: ToolContext) => unknown
  /** Whether the call waits for `session.approve(callId)`, and is then run by the tool of this name as it is by then. A function that throws means yes. Default false. */
  readonly needsApproval?:
    boolean | ((args: ToolArguments<Schema>) => boolean | Promise<boolean>) | undefined
}

const NAME = /^[\w-]{1,64}$/

/**
 * A function that the model may call, for the option `tools` or `useRealtimeTool`.
 *
 * The type of the arguments comes from the schema, and holds: they are checked first, and the model is told what is wrong.
 *
 * @throws `VoiceError` `tool_schema_unsupported`, also for a name that the services do not take.
 * @example
 * const weather = tool({
 *   name: 'get_weather',
 *   description: 'The weather in a city, now.',
 *   parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
 *   execute: async ({ city }, { signal }) => (await fetch(`/weather/${city}`, { signal })).json(),
 * })
 */
export function tool<const Schema extends ToolParameters>(options: ToolOptions<Schema>): Tool {
  const { name, description, execute, needsApproval = false } = options
  if (!NAME.test(name))
    throw unsupported(name.slice(0, 64), 'its name is not 1 to 64 letters, digits, _ and -')
  const schema = toolSchema(name, options.parameters)
  return {
    definition: { type: 'function', name, description, parameters: schema.json },
    prepare: async (json) => {
      const checked = await schema.check(json)
      if (!checked.ok) return checked
      // The schema that this type is made from has just accepted the value.
      const args = checked.value as ToolArguments<Schema>
      return {
        ok: true,
        needsApproval: () =>
          typeof needsApproval === 'function' ? needsApproval(args) : needsApproval,
        run: (context) => execute(args, context),
      }
    },
  }
}
