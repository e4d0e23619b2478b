import { invalidEndpoint } from '../protocol/invalidEndpoint.ts'
import { chosen } from './chosen.ts'
import { HttpRefusal, misconfigured } from './HttpRefusal.ts'
import { mint, TIMEOUT_MS } from './mint.ts'
import { mintBody, mintOf } from './mintRequest.ts'
import { assertOrigins, originOf } from './originOf.ts'
import { assertJson, readRequest } from './readRequest.ts'
import type { TokenHandlerOptions, TokenProblem } from './TokenHandlerOptions.ts'

const ALLOW = { Allow: 'POST, OPTIONS' }
const DEFAULT_SECONDS = 60

function assertOptions(options: TokenHandlerOptions): void {
  const { authorize, provider, session, expiresAfterSeconds: seconds = DEFAULT_SECONDS } = options
  if (typeof authorize !== 'function')
    throw invalidEndpoint(
      'the token handler needs authorize',
      'Pass a function that knows your users: without it, anybody could talk on your bill.',
    )
  if (provider.type === 'openai' && !session?.model)
    throw invalidEndpoint('the token handler needs session.model')
  if (provider.type === 'azure' && provider.apiKey && provider.getToken)
    throw invalidEndpoint('the token handler takes only one of apiKey and getToken')
  if (!Number.isInteger(seconds) || seconds < 10 || seconds > 7200)
    throw invalidEndpoint('expiresAfterSeconds must be a whole number from 10 to 7200')
  assertOrigins(options.origins)
}

function answer(status: number, body: object | null, headers: Record<string, string>): Response {
  return new Response(body === null ? null : JSON.stringify(body), {
    status,
    headers: {
      ...(body !== null && { 'Content-Type': 'application/json' }),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Origin',
      ...headers,
    },
  })
}

async function verdictOf({ authorize }: TokenHandlerOptions, request: Request): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const problem = misconfigured(`authorize did not answer within ${TIMEOUT_MS / 1000} s.`)
    timer = setTimeout(() => reject(problem), TIMEOUT_MS)
  })
  try {
    return await Promise.race([authorize(request), late])
  } catch (cause) {
    throw cause instanceof HttpRefusal ? cause : misconfigured('authorize threw.', cause)
  } finally {
    clearTimeout(timer)
  }
}

/** Whoever is not let in gets what `authorize` answered. Anything unclear is no. */
async function admit(
  options: TokenHandlerOptions,
  request: Request,
): Promise<{ readonly userId: string | null } | Response> {
  const verdict = await verdictOf(options, request)
  if (verdict === true) return { userId: null }
  if (typeof verdict === 'string' && verdict !== '') return { userId: verdict }
  if (!(verdict instanceof Response)) throw new HttpRefusal(401, 'unauthorized', 'Sign in to talk.')
  if (verdict.ok) throw misconfigured('authorize answered with a Response that is no refusal.')
  return verdict
}

/**
 * A token endpoint: it mints an ephemeral secret for a user whom `authorize` lets in, and answers `{ value, expires_at }`.
 *
 * `authorize` has no default: whoever gets a secret talks on your bill. The handler does not count requests; limit
 * their rate in front of it. A refusal is JSON, `{ error: { code, message } }`, and never holds what the provider wrote.
 *
 * ```ts
 * // Next.js, app/api/realtime/token/route.ts
 * export const POST = createTokenHandler({
 *   authorize: async (request) => (await sessionOf(request))?.userId ?? false,
 *   provider: { type: 'openai', apiKey: process.env.OPENAI_API_KEY },
 *   session: { model: 'gpt-realtime', voice: 'marin' },
 * })
 *
 * // Hono
 * app.all('/api/realtime/token', (c) => handler(c.req.raw))
 * ```
 *
 * Express and plain Node need {@link toNodeListener}.
 *
 * @throws {@link VoiceError} `endpoint_invalid`, at once, for options that cannot work
 */
export function createTokenHandler(
  options: TokenHandlerOptions,
): (request: Request) => Promise<Response> {
  assertOptions(options)
  const { provider, origins, allowMissingOrigin = false } = options
  const { expiresAfterSeconds = DEFAULT_SECONDS } = options
  const place = mintOf(provider)

  async function serve(request: Request, cors: Record<string, string>): Promise<Response> {
    if (request.method === 'OPTIONS')
      return answer(204, null, {
        ...cors,
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'authorization, content-type',
        'Access-Control-Max-Age': '600',
      })
    assertJson(request)
    const admitted = await admit(options, request)
    if (admitted instanceof Response) return withHeaders(admitted, cors)
    const session = chosen(await readRequest(request), options)
    const body = mintBody(place, session, expiresAfterSeconds)
    return answer(200, await mint(place.url, body, provider, admitted.userId), cors)
  }

  function explain(error: unknown, cors: Record<string, string>): Response {
    const refusal =
      error instanceof HttpRefusal ? error : misconfigured('The handler failed.', error)
    if (refusal.problem !== null) tell(options, refusal.problem)
    const { status, code, message, headers } = refusal
    return answer(status, { error: { code, message } }, { ...cors, ...headers })
  }

  return async (request) => {
    let cors: Record<string, string> = {}
    try {
      if (request.method !== 'POST' && request.method !== 'OPTIONS')
        throw new HttpRefusal(405, 'method_refused', 'Ask with POST.', { headers: ALLOW })
      const origin = originOf(request, { origins, allowMissingOrigin })
      if (origin !== null) cors = { 'Access-Control-Allow-Origin': origin }
      return await serve(request, cors)
    } catch (error) {
      return explain(error, cors)
    }
  }
}

/** Without the cause, which is not ours, and may hold anything. */
const log = ({ code, message }: TokenProblem): void =>
  console.error(`react-realtime-voice token endpoint: ${code}. ${message}`)

/** A log that fails is no reason to leave a client without an answer. */
function tell({ onProblem = log }: TokenHandlerOptions, problem: TokenProblem): void {
  try {
    onProblem(problem)
  } catch {
    // Whose log it is knows best what became of it.
  }
}

/** Headers of a Response may be locked, as those of a redirect are. */
function withHeaders(response: Response, cors: Record<string, string>): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries({
    ...cors,
    'Cache-Control': 'no-store',
    Vary: 'Origin',
  }))
    headers.set(name, value)
  return new Response(response.body, { status: response.status, headers })
}
