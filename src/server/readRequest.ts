import { HttpRefusal, misconfigured } from './HttpRefusal.ts'

const MAX_BYTES = 4096

const tooLarge = () =>
  new HttpRefusal(413, 'body_too_large', `The body may have ${MAX_BYTES} bytes at most.`)

/** Stops reading where it is too much: what a client says of its length is not believed. */
async function textOf(request: Request): Promise<string> {
  if (request.bodyUsed) throw misconfigured('authorize read the body; give it a clone.')
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) throw tooLarge()
  if (request.body === null) return ''
  const reader = request.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > MAX_BYTES) {
      await reader.cancel().catch(() => undefined)
      throw tooLarge()
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** Pages of other sites can send JSON only after a preflight, which they do not pass. @throws {@link HttpRefusal} */
export function assertJson({ headers }: Request): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    throw new HttpRefusal(415, 'content_type', 'The body must be application/json.')
}

/** What a client asks for. Fields that are not named here mean nothing. */
export interface TokenRequest {
  readonly provider: string | undefined
  readonly model: string | undefined
}

/** @throws {@link HttpRefusal} */
export async function readRequest(request: Request): Promise<TokenRequest> {
  let body: unknown
  try {
    body = JSON.parse(await textOf(request))
  } catch (error) {
    if (error instanceof HttpRefusal) throw error
    throw new HttpRefusal(400, 'body_invalid', 'The body is not JSON.')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new HttpRefusal(400, 'body_invalid', 'The body must be an object.')
  const fields = new Map<string, unknown>(Object.entries(body))
  const text = (name: string) => {
    const value = fields.get(name)
    if (value === undefined || typeof value === 'string') return value
    throw new HttpRefusal(400, 'body_invalid', `${name} must be a text.`)
  }
  return { provider: text('provider'), model: text('model') }
}
