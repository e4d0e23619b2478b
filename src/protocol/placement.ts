import type { Endpoint, Provider } from './endpoint.ts'
import { invalidEndpoint } from './invalidEndpoint.ts'
import type { CredentialPlace, LineRequest } from './lineRequest.ts'

const isAzure = (provider: Provider) => provider === 'azure' || provider === 'voice-live'

/** Entra's tokens: a JSON object in base64url, signed or encrypted. No ephemeral secret looks like it. */
const isEntraToken = (secret: string) => /^eyJ[\w-]*\.[\w-]*\./.test(secret)

/** The one way that a service documents for a credential from a page. */
function documentedPlace({ provider, credential }: Endpoint): CredentialPlace | null {
  if (!isAzure(provider)) return 'subprotocol'
  return credential.from === 'api-key' ? 'query-api-key' : null
}

function bestGuess({ provider }: Endpoint, secret: string): CredentialPlace {
  // Voice Live mints no ephemeral secrets: what is not of Entra is a key.
  if (!isEntraToken(secret)) return provider === 'azure' ? 'subprotocol' : 'query-api-key'
  const mint =
    provider === 'azure' ? 'Let a token endpoint mint an ephemeral secret, or use' : 'Use'
  throw invalidEndpoint(
    'it takes an Entra token only in a header, which the sockets of a page cannot have',
    `${mint} relayUrl.\nAs an experiment, pass credential: { as: 'query-authorization' }: the token then stands in logs.`,
  )
}

/**
 * Where a credential goes: where the app says, else where the service documents it for this place.
 *
 * @throws {@link VoiceError} `endpoint_invalid`
 */
export function placeOf(endpoint: Endpoint, secret: string, inPage: boolean): CredentialPlace {
  const { as } = endpoint.credential
  if (!inPage) return as ?? 'header'
  if (as === 'header')
    throw invalidEndpoint(
      'its credential was to travel in a header, which the sockets of a page cannot have',
      'Leave credential out, or use relayUrl. Headers are for Node.',
    )
  return as ?? documentedPlace(endpoint) ?? bestGuess(endpoint, secret)
}

/**
 * What to do about a line that was refused, when its credential travelled in a way that no service documents.
 *
 * @returns `null` for a documented way.
 */
export function adviceOn(endpoint: Endpoint, place: CredentialPlace): string | null {
  const documented = documentedPlace(endpoint)
  if (endpoint.provider === 'local' || place === 'header' || place === documented) return null
  const guess = place === 'subprotocol' ? 'query-authorization' : 'subprotocol'
  const other = `credential: { as: '${documented ?? guess}' }`
  return [
    'Check the address, the network, and that the credential is not too old.',
    `It travelled as ${place}, which was never tried against the real service.`,
    documented === null ? `Try relayUrl, or as an experiment ${other}.` : `Try ${other}.`,
  ].join('\n')
}

/** The line with its credential. */
export function withSecret(
  line: LineRequest,
  secret: string,
  place: CredentialPlace,
  { provider, credential }: Pick<Endpoint, 'provider' | 'credential'>,
): LineRequest {
  // A query is only added to: writing it anew would spell a deployment's name in another way.
  const inQuery = (name: string, value: string) => {
    const sign = line.url.includes('?') ? '&' : '?'
    return { ...line, url: `${line.url}${sign}${name}=${encodeURIComponent(value)}` }
  }
  switch (place) {
    case 'header': {
      const isAzureKey = isAzure(provider) && credential.from === 'api-key'
      const headers = isAzureKey ? { 'api-key': secret } : { Authorization: `Bearer ${secret}` }
      return { ...line, headers }
    }
    case 'query-api-key':
      return inQuery('api-key', secret)
    case 'query-authorization':
      return inQuery('authorization', `Bearer ${secret}`)
    case 'subprotocol':
      return { ...line, protocols: ['realtime', `openai-insecure-api-key.${secret}`] }
  }
}
