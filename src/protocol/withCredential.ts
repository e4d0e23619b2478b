import type { VoiceError } from '../base/errors.ts'
import { parseAddress, queryOf } from './address.ts'
import type { CredentialOptions } from './CredentialOptions.ts'
import type { Endpoint } from './endpoint.ts'
import { invalidEndpoint } from './invalidEndpoint.ts'
import type { CredentialPlace } from './lineRequest.ts'

type Service = Pick<Endpoint, 'provider' | 'dialect' | 'url' | 'host' | 'model'>

const PLACES: readonly CredentialPlace[] = [
  'subprotocol',
  'query-api-key',
  'query-authorization',
  'header',
]

const WAYS = ['tokenUrl', 'getToken', 'apiKey', 'relayUrl'] as const
const LIST = 'tokenUrl, getToken, apiKey and relayUrl'

/** The relay's address in place of the service's. Which service lies behind it is the relay's to decide; it is told what we expect. */
function relayed(relayUrl: string, { provider, dialect, url }: Service) {
  const isPath = /^\/(?!\/)/.test(relayUrl)
  if (!isPath && !/^(wss|ws|https?):/i.test(relayUrl))
    throw invalidEndpoint('its relayUrl must begin with wss:, https: or a slash')
  const { origin, host, path, query } = parseAddress(
    isPath ? `wss://this-site${relayUrl}` : relayUrl,
  )
  const asked = [
    query.toString(),
    queryOf({ provider, dialect }),
    new URL(url).search.slice(1),
  ].filter((part) => part !== '')
  return {
    url: `${isPath ? '' : origin}${path || '/'}?${asked.join('&')}`,
    host: isPath ? 'the relay of this site' : host,
  }
}

function assertPlace(as: CredentialPlace | undefined): void {
  if (as !== undefined && !PLACES.includes(as))
    throw invalidEndpoint('its credential.as is no place', `Use one of ${PLACES.join(', ')}.`)
}

/** Mostly an environment variable that is not set. */
function nothingGiven(options: CredentialOptions, provider: Endpoint['provider']): VoiceError {
  const named = WAYS.find((way) => way in options)
  return named === undefined
    ? invalidEndpoint(`it needs one of ${LIST}`)
    : invalidEndpoint(
        `the option ${named} of ${provider.replace('-l', 'L')}() is undefined`,
        'Is the environment variable set, and by that name? In a page, only those are that the bundler lets through.',
      )
}

/** Makes the endpoint of a service complete. A key goes into a closure. @throws {@link VoiceError} `endpoint_invalid` */
export function withCredential(
  options: CredentialOptions,
  service: Service,
  need: 'required' | 'optional' = 'required',
): Endpoint {
  const { tokenUrl, getToken, apiKey, relayUrl } = options
  const given = Object.entries({ tokenUrl, getToken, apiKey, relayUrl }).filter(
    ([, value]) => value !== undefined,
  )
  if (given.length > 1) throw invalidEndpoint(`it takes only one of ${LIST}`)
  if (given.length === 0 && need === 'required') throw nothingGiven(options, service.provider)
  for (const [name, value] of given) {
    const isRight = name === 'getToken' ? typeof value === 'function' : typeof value === 'string'
    if (!isRight) throw invalidEndpoint(`its ${name} is not what it should be`)
    if (typeof value === 'string' && value.trim() === '')
      throw invalidEndpoint(`its ${name} is empty`)
  }
  const as = options.credential?.as
  assertPlace(as)
  const travels = as === undefined ? {} : { as }
  if (tokenUrl !== undefined)
    return { ...service, tokenUrl, credential: { from: 'token-url', ...travels } }
  if (getToken !== undefined)
    return { ...service, getToken, credential: { from: 'get-token', ...travels } }
  if (relayUrl !== undefined)
    return { ...service, ...relayed(relayUrl.trim(), service), credential: { from: 'relay' } }
  if (apiKey === undefined) return { ...service, credential: { from: 'none' } }
  const allowedInBrowser = options.dangerouslyAllowApiKeyInBrowser === true
  return {
    ...service,
    getToken: () => Promise.resolve(apiKey),
    credential: { from: 'api-key', allowedInBrowser, ...travels },
  }
}
