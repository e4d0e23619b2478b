import { HttpRefusal, misconfigured } from './HttpRefusal.ts'
import type { TokenHandlerOptions } from './TokenHandlerOptions.ts'

export const TIMEOUT_MS = 10_000

/** Exactly what a client is answered. */
export interface MintedSecret {
  readonly value: string
  /** Unix seconds. */
  readonly expires_at: number
}

type Provider = TokenHandlerOptions['provider']

/** What a header cannot carry would be quoted, whole, in the error of whoever tries. */
function clean(secret: string, whose: string): string {
  const trimmed = secret.trim()
  if (trimmed === '' || /[^\x21-\x7e]/.test(trimmed))
    throw misconfigured(`${whose} is empty, or holds a space or a character that no secret has.`)
  return trimmed
}

async function headersOf(provider: Provider, signal: AbortSignal): Promise<Record<string, string>> {
  if (provider.apiKey) {
    const key = clean(provider.apiKey, 'The apiKey')
    return provider.type === 'azure' ? { 'api-key': key } : { Authorization: `Bearer ${key}` }
  }
  if (provider.type === 'openai' || provider.getToken === undefined)
    throw misconfigured('The apiKey is missing: is its environment variable set?')
  let token: unknown
  try {
    token = await provider.getToken(signal)
  } catch (cause) {
    throw misconfigured('getToken threw.', cause)
  }
  if (typeof token !== 'string') throw misconfigured('getToken gave no text.')
  return { Authorization: `Bearer ${clean(token, 'The token of getToken')}` }
}

/** What the provider writes may name deployments and keys: nothing of it goes any further. */
function refusalOf({ status, headers }: Response, address: string): HttpRefusal {
  const message = `The provider answered with HTTP ${status} at ${address}.`
  const problem = { upstreamStatus: status, message }
  if (status === 429) {
    const wait = headers.get('retry-after') ?? ''
    const more = /^\d{1,5}$/.test(wait) ? { 'Retry-After': wait } : {}
    return new HttpRefusal(429, 'rate_limited', 'The service asked to slow down.', {
      headers: more,
      problem,
    })
  }
  const isOurs = status >= 400 && status < 500
  return isOurs
    ? new HttpRefusal(502, 'upstream_refused', 'The service refused the token endpoint.', {
        problem,
      })
    : new HttpRefusal(502, 'upstream_failed', 'The service failed.', { problem })
}

function readSecret(text: string, address: string): MintedSecret {
  const invalid = new HttpRefusal(502, 'upstream_invalid', 'The service gave no token.', {
    problem: { message: `The provider answered with something else than a secret at ${address}.` },
  })
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw invalid
  }
  const has = (one: unknown): one is Record<string, unknown> =>
    typeof one === 'object' && one !== null
  const secret = has(body) && has(body['client_secret']) ? body['client_secret'] : body
  if (!has(secret)) throw invalid
  const { value, expires_at } = secret
  const isSecret = typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
  if (!isSecret || typeof expires_at !== 'number') throw invalid
  return { value, expires_at }
}

/** OpenAI binds what is done with a secret to one user, of whom it need not know more (its guide on safety identifiers). */
async function safetyHeaders(provider: Provider, userId: string | null) {
  if (provider.type !== 'openai' || userId === null) return {}
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(userId))
  const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'))
  return { 'OpenAI-Safety-Identifier': hex.join('') }
}

/** Asks the provider for a secret. @throws {@link HttpRefusal} */
export async function mint(
  url: string,
  body: object,
  provider: Provider,
  userId: string | null,
): Promise<MintedSecret> {
  const { origin, pathname } = new URL(url)
  const address = `${origin}${pathname}`
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
  // A getToken that does not look at its signal shall not hold the request either.
  late.catch(() => undefined)
  const work = async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(await headersOf(provider, signal)),
        ...(await safetyHeaders(provider, userId)),
      },
      body: JSON.stringify(body),
      cache: 'no-store',
      // A redirect would take the key to another host.
      redirect: 'manual',
      signal,
    })
    if (!response.ok) throw refusalOf(response, address)
    return readSecret(await response.text(), address)
  }
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    if (error instanceof HttpRefusal) throw error
    const problem = { message: `The provider did not answer at ${address}.`, cause: error }
    throw signal.aborted
      ? new HttpRefusal(504, 'upstream_timeout', 'The service did not answer in time.', { problem })
      : new HttpRefusal(502, 'upstream_unreachable', 'The service cannot be reached.', { problem })
  }
}
