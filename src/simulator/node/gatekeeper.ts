import type { IncomingMessage } from 'node:http'
import { brainNames } from '../brain/brainNamed.ts'

/** What becomes of somebody who wants to open a line. */
export type Admission =
  | { readonly type: 'welcome'; readonly model: string; readonly brain: string | null }
  /** No line at all: Azure's way. */
  | { readonly type: 'refused'; readonly status: number; readonly reason: string }
  /** A line, one error, and its end: OpenAI's way. */
  | {
      readonly type: 'dismissed'
      readonly code: string
      readonly message: string
      readonly closeCode: number
    }

export interface GateOptions {
  /** The only key that is accepted; anybody is when there is none. */
  readonly apiKey: string | undefined
  /** Origins of pages besides those of this machine. */
  readonly origins: readonly string[]
}

const OPENAI_PATH = '/v1/realtime'
const AZURE_PATH = '/openai/v1/realtime'
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const KEY_PROTOCOL = 'openai-insecure-api-key.'

const refused = (status: number, reason: string): Admission => ({ type: 'refused', status, reason })

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '')

const first = (header: string | readonly string[] | undefined): string | null =>
  (typeof header === 'string' ? header : header?.[0]) ?? null

const bearer = (text: string | null) => text?.replace(/^Bearer\s+/i, '') ?? null

/** Every place where the clients that we know put a credential. */
function credentials({ headers }: IncomingMessage, query: URLSearchParams): (string | null)[] {
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim())
  const inProtocol = protocols.find((one) => one.startsWith(KEY_PROTOCOL))
  return [
    bearer(headers.authorization ?? null),
    first(headers['api-key']),
    query.get('api-key'),
    bearer(query.get('authorization')),
    inProtocol?.slice(KEY_PROTOCOL.length) ?? null,
  ]
}

/** Decides by address, origin and credential, before a line is opened. */
export function admit(request: IncomingMessage, { apiKey, origins }: GateOptions): Admission {
  const { host, origin } = request.headers
  // A page elsewhere can make its own name point at this machine; the Host header still says that name.
  if (!LOOPBACK.includes(hostOf(`http://${host ?? ''}`)))
    return refused(403, 'The simulator answers on this machine only.')
  if (origin !== undefined && !LOOPBACK.includes(hostOf(origin)) && !origins.includes(origin))
    return refused(403, `Pages of ${origin} may not use this simulator; see its option origins.`)
  const url = new URL(request.url ?? '/', 'http://localhost')
  const path = url.pathname.replace(/\/+$/, '')
  if (path !== OPENAI_PATH && path !== AZURE_PATH)
    return refused(404, `The simulator serves ${OPENAI_PATH} and ${AZURE_PATH}.`)
  if (apiKey !== undefined && !credentials(request, url.searchParams).includes(apiKey)) {
    if (path === AZURE_PATH) return refused(401, 'Access denied due to invalid credentials.')
    const message = 'Incorrect API key provided.'
    return { type: 'dismissed', code: 'invalid_api_key', message, closeCode: 3000 }
  }
  const brain = url.searchParams.get('brain')
  if (brain !== null && !brainNames.includes(brain)) {
    const message = `There is no brain named "${brain}". Use one of ${brainNames.join(', ')}.`
    return { type: 'dismissed', code: 'invalid_value', message, closeCode: 4000 }
  }
  return { type: 'welcome', model: url.searchParams.get('model') ?? 'gpt-realtime', brain }
}
