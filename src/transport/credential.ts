import { VoiceError } from '../base/errors.ts'
import type { Endpoint } from '../protocol/endpoint.ts'

/** What the token endpoint or `getToken` gave. */
export interface Credential {
  readonly value: string
  readonly expiresAt: Date | null
}

/** Whether this is a page or a Worker, where everybody can read what we hold. */
export const inBrowser = (): boolean => 'window' in globalThis || 'WorkerGlobalScope' in globalThis

const failed = (reason: string, cause?: unknown) =>
  new VoiceError('token_failed', { details: { reason }, cause })

/** Secrets are pasted with spaces and line ends; what is left must be able to travel in a header and in a URL. */
function clean(secret: string): string {
  const trimmed = secret.trim()
  if (trimmed === '') throw failed('the token is empty')
  if (/[^\x21-\x7e]/.test(trimmed))
    throw failed('the token holds a space or a character that no secret has')
  return trimmed
}

function read(token: unknown): Credential {
  if (typeof token === 'string') return { value: clean(token), expiresAt: null }
  if (typeof token !== 'object' || token === null) throw failed('it gave no token')
  const value = 'value' in token ? token.value : undefined
  if (typeof value !== 'string') throw failed('its answer has no `value`')
  const at =
    'expiresAt' in token ? token.expiresAt : 'expires_at' in token ? token.expires_at : null
  // A number is Unix seconds, as both services give it.
  const expiresAt = at instanceof Date ? at : typeof at === 'number' ? new Date(at * 1000) : null
  return { value: clean(value), expiresAt }
}

async function fromUrl(endpoint: Endpoint, tokenUrl: string, signal: AbortSignal) {
  const { provider, model } = endpoint
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ provider, model }),
    credentials: 'same-origin',
    cache: 'no-store',
    signal,
  })
  if (answer.status === 401 || answer.status === 403)
    throw new VoiceError('unauthorized', {
      details: { service: 'The token endpoint', host: 'your account' },
    })
  if (!answer.ok) throw failed(`it answered with HTTP ${answer.status}`)
  const body: unknown = await answer.json().catch(() => {
    throw failed('its answer is not JSON')
  })
  return body
}

/**
 * Asks for the credential of one attempt; never cached, because both services' short-lived secrets are.
 *
 * @returns `null` when the endpoint needs none.
 * @throws {@link VoiceError} `token_failed`, `unauthorized`, `api_key_in_browser`
 */
export async function askCredential(
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Credential | null> {
  const { credential, tokenUrl, getToken } = endpoint
  if (credential.from === 'none') return null
  if (credential.from === 'api-key' && credential.allowedInBrowser !== true && inBrowser())
    throw new VoiceError('api_key_in_browser')
  try {
    const token: unknown =
      tokenUrl !== undefined ? await fromUrl(endpoint, tokenUrl, signal) : await getToken?.(signal)
    return read(token)
  } catch (error) {
    if (error instanceof VoiceError) throw error
    throw failed('it could not be asked', error)
  }
}
