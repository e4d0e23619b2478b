import { VoiceError } from '../base/errors.ts'
import type { Endpoint } from '../protocol/endpoint.ts'
import { adviceOn, placeOf, withSecret } from '../protocol/placement.ts'
import type { Credential } from './credential.ts'
import { readToken, type ReadToken } from './readToken.ts'
import { readTokenResponse } from './readTokenResponse.ts'
import { tokenFailed } from './tokenFailed.ts'

/** A refused handshake tells a page nothing more; Node's sockets may say that it was the credential. */
const REFUSED = new Set<VoiceError['code']>(['endpoint_unreachable', 'unauthorized'])

/** Characters of a secret's beginning or end by which it is recognized. */
const ENOUGH = 8

/** What a subprotocol may consist of (RFC 9110, section 5.6.2: a token). */
const SUBPROTOCOL = /^[\w!#$%&'*+.^`|~-]+$/

async function tokenOf(
  { tokenUrl, model }: Endpoint,
  answer: Promise<unknown>,
): Promise<ReadToken> {
  try {
    const given = await answer
    if (tokenUrl === undefined || !(given instanceof Response)) return readToken(given)
    const body = await readTokenResponse(given, model)
    const dateMs = Date.parse(given.headers.get('date') ?? '')
    return readToken(body, Number.isNaN(dateMs) ? undefined : dateMs)
  } catch (error) {
    if (error instanceof VoiceError) throw error
    if (tokenUrl === undefined) throw tokenFailed('getToken threw', 'See the cause.', error)
    const advice =
      'Check that it runs, and if it is on another origin, that it allows this one. In Node, tokenUrl needs a host.'
    throw tokenFailed('it could not be reached', advice, error)
  }
}

/** What becomes of what was asked for. Loaded by the first line that has a credential. @throws {@link VoiceError} */
export async function readCredential(
  endpoint: Endpoint,
  answer: Promise<unknown>,
  inPage: boolean,
): Promise<Credential> {
  const { value, expiresAt } = await tokenOf(endpoint, answer)
  const place = placeOf(endpoint, value, inPage)
  if (place === 'subprotocol' && !SUBPROTOCOL.test(value))
    throw tokenFailed(
      'the token holds a character that a subprotocol cannot carry',
      'Check that it is whole and that nothing is around it.',
    )
  const advice = adviceOn(endpoint, place)
  return {
    expiresAt,
    carriedBy: (line) => withSecret(line, value, place, endpoint),
    explain: (error) => {
      const { host } = endpoint
      const details = { host, service: host }
      // Services quote what they refuse, and cut it, as a close does that holds no more.
      const parts = [
        value,
        ...(value.length > ENOUGH ? [value.slice(0, ENOUGH), value.slice(-ENOUGH)] : []),
      ]
      if (parts.some((part) => error.message.includes(part)))
        return new VoiceError(error.code, { details })
      if (advice === null || !REFUSED.has(error.code)) return error
      return new VoiceError(error.code, { details: { ...details, advice } })
    },
  }
}
