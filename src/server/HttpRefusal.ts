import type { TokenProblem } from './TokenHandlerOptions.ts'

/** A request that gets no token, and what its client is told. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal'
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>
  /** Only when the server's side is to blame, or may be. */
  readonly problem: TokenProblem | null

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      readonly headers?: Readonly<Record<string, string>>
      readonly problem?: Omit<TokenProblem, 'code'>
    } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.headers = more.headers ?? {}
    this.problem = more.problem === undefined ? null : { code, ...more.problem }
  }
}

/** What is wrong with the server's own set-up is for its log alone. */
export const misconfigured = (message: string, cause?: unknown): HttpRefusal =>
  new HttpRefusal(500, 'server_misconfigured', 'The token endpoint is not set up correctly.', {
    problem: { message, ...(cause !== undefined && { cause }) },
  })
