/** A tool as the model is told of it, in the services' spelling. */
export interface ToolDefinition {
  readonly type: 'function'
  readonly name: string
  readonly description?: string
  /** JSON Schema. */
  readonly parameters: object
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
  readonly definition: ToolDefinition
  /** @param json - The arguments as the model wrote them, parsed. */
  readonly prepare: (json: unknown) => PreparedCall | Promise<PreparedCall>
}
