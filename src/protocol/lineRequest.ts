import type { Dialect } from './dialect.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * How a credential travels. `subprotocol`: `openai-insecure-api-key.<it>` (OpenAI documents it for pages);
 * `query-api-key`: `?api-key=` (Azure documents it for pages); `query-authorization`: `?authorization=Bearer …`
 * (experimental: it ends up in logs); `header`: only where sockets can have headers, as in Node.
 */
export type CredentialPlace = 'subprotocol' | 'query-api-key' | 'query-authorization' | 'header'

/** All that a transport needs to open one line. Holds the credential: never log it. */
export interface LineRequest {
  readonly url: string
  readonly protocols: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly host: string
  readonly model: string
  readonly dialect: Dialect
}

/** Where a credential goes when the app does not say. A page's socket cannot have headers; Node's can. */
function placeOf(endpoint: Endpoint, canSetHeaders: boolean): CredentialPlace {
  if (endpoint.credential.as !== undefined) return endpoint.credential.as
  if (canSetHeaders) return 'header'
  return endpoint.provider === 'azure' && endpoint.credential.from === 'api-key'
    ? 'query-api-key'
    : 'subprotocol'
}

/** Puts address and credential together for one attempt. */
export function lineRequest(
  endpoint: Endpoint,
  secret: string | null,
  { canSetHeaders, dialect }: { readonly canSetHeaders: boolean; readonly dialect: Dialect },
): LineRequest {
  const { host, model, provider } = endpoint
  // OpenAI selects `realtime` when it is offered; a service that selects nothing would end the line.
  const asked = { url: endpoint.url, headers: {}, host, model, dialect }
  const protocols = provider === 'azure' ? [] : ['realtime']
  if (secret === null) return { ...asked, protocols }
  const url = new URL(endpoint.url)
  switch (placeOf(endpoint, canSetHeaders)) {
    case 'header': {
      const isAzureKey = provider === 'azure' && endpoint.credential.from === 'api-key'
      const headers = isAzureKey ? { 'api-key': secret } : { Authorization: `Bearer ${secret}` }
      return { ...asked, protocols, headers }
    }
    case 'query-api-key':
      url.searchParams.set('api-key', secret)
      return { ...asked, protocols, url: url.toString() }
    case 'query-authorization':
      url.searchParams.set('authorization', `Bearer ${secret}`)
      return { ...asked, protocols, url: url.toString() }
    case 'subprotocol':
      return { ...asked, protocols: ['realtime', `openai-insecure-api-key.${secret}`] }
  }
}
