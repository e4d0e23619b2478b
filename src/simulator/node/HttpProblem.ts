/** Why an HTTP request was not carried out: becomes a status and an error in OpenAI's shape. */
export class HttpProblem extends Error {
  readonly status: number
  readonly code: string | null
  readonly param: string | null

  constructor(
    status: number,
    message: string,
    code: string | null = null,
    param: string | null = null,
  ) {
    super(message)
    this.status = status
    this.code = code
    this.param = param
  }

  get body(): object {
    const { message, code, param } = this
    return { error: { message, type: 'invalid_request_error', param, code } }
  }
}
