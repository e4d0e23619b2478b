import { VoiceError } from '../base/errors.ts'
import type { Endpoint } from '../protocol/endpoint.ts'
import type { LineRequest } from '../protocol/lineRequest.ts'

/** A secret for one line. It is held in a closure, so that nothing that is printed shows it. */
export interface Credential {
  readonly expiresAt: Date | null
  /** The line that was asked for, with the secret where the service wants it. */
  carriedBy(line: LineRequest): LineRequest
  /** Says more about a line that was refused, when the secret travelled in a way that was never tried. */
  explain(error: VoiceError): VoiceError
}

/** Whether this is a page or a Worker, where everybody can read what we hold. */
export const inBrowser = (): boolean => 'window' in globalThis || 'WorkerGlobalScope' in globalThis

const loadReader = () =>
  import('./readCredential.ts').catch((cause: unknown) => {
    throw new VoiceError('part_load_failed', { details: { part: 'credential' }, cause })
  })

async function ask({ provider, model, tokenUrl, getToken }: Endpoint, signal: AbortSignal) {
  if (tokenUrl === undefined) return getToken?.(signal)
  return fetch(tokenUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ provider, model }),
    credentials: 'same-origin',
    cache: 'no-store',
    signal,
  })
}

/**
 * Asks for the credential of one attempt; never cached, because both services' short-lived secrets are not meant to be.
 *
 * @returns `null` when the endpoint needs none.
 * @throws {@link VoiceError} `token_failed`, `unauthorized`, `api_key_in_browser`, `endpoint_invalid`, `part_load_failed`
 */
export async function askCredential(
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Credential | null> {
  const { from, allowedInBrowser } = endpoint.credential
  if (from === 'none' || from === 'relay') return null
  if (from === 'api-key' && allowedInBrowser !== true && inBrowser())
    throw new VoiceError('api_key_in_browser')
  const answer = ask(endpoint, signal)
  // Until the reader is there, nobody listens to a failure.
  answer.catch(() => undefined)
  const { readCredential } = await loadReader()
  return readCredential(endpoint, answer, inBrowser())
}
