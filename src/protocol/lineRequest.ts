import type { Dialect } from './dialect.ts'
import type { Endpoint } from './endpoint.ts'
import { invalidEndpoint } from './invalidEndpoint.ts'

/**
 * How a credential travels.
 *
 * - `subprotocol`: `openai-insecure-api-key.<it>`. OpenAI documents it for pages; on Azure it was never tried.
 * - `query-api-key`: `?api-key=`. Azure documents it for pages, and for keys alone.
 * - `query-authorization`: `?authorization=Bearer …`. Experimental: no service documents it any more.
 * - `header`: documented by all of them, and only where sockets can have headers, as in Node.
 *
 * Whatever travels in a query stands in the logs of every proxy on its way, and in the browser's own console when
 * the line cannot be had.
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

/** The address of a relay on the page's own site, which an endpoint that was made on a server cannot know. */
function siteUrl(path: string): string {
  if (typeof location === 'undefined') throw invalidEndpoint('its relayUrl has no host')
  return location.origin.replace(/^http/, 'ws') + path
}

/** One line as it is asked for before any credential is put in. */
export function lineRequest(endpoint: Endpoint, dialect: Dialect): LineRequest {
  const { url, host, model, provider, credential } = endpoint
  const isAzure = provider === 'azure' || provider === 'voice-live'
  return {
    url: url.startsWith('/') ? siteUrl(url) : url,
    // OpenAI selects `realtime` when it is offered; a service that selects nothing, as Azure, would end the line.
    protocols: isAzure && credential.from !== 'relay' ? [] : ['realtime'],
    headers: {},
    host,
    model,
    dialect,
  }
}
