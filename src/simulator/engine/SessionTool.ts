/** A tool as the session holds it. Only functions are called here. */
export interface SessionTool {
  readonly type: string
  readonly name?: string
}
