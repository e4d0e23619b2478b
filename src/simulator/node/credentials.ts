import type { IncomingMessage } from 'node:http'

const KEY_PROTOCOL = 'openai-insecure-api-key.'

const FAULT_KEY = 'fault.'

const bearer = (text: string | null | undefined) => text?.replace(/^Bearer\s+/i, '')

export const offeredProtocols = ({ headers }: IncomingMessage): readonly string[] =>
  (headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim())

/** What somebody brought, from every place where the clients that we know put a credential. */
export function credentials(request: IncomingMessage, query: URLSearchParams): readonly string[] {
  const { headers } = request
  const key = headers['api-key']
  const inProtocol = offeredProtocols(request).find((one) => one.startsWith(KEY_PROTOCOL))
  return [
    bearer(headers.authorization),
    ...(typeof key === 'string' ? [key] : (key ?? [])),
    query.get('api-key'),
    bearer(query.get('authorization') ?? query.get('Authorization')),
    inProtocol?.slice(KEY_PROTOCOL.length),
  ].filter((one): one is string => typeof one === 'string' && one !== '')
}

/** Whether a key is none but asks for a fault, as `fault.close-1011`: it opens a line all the same. */
export const isFaultKey = (key: string): boolean => key.startsWith(FAULT_KEY)

/** The faults that somebody asks for, behind `?fault=` or in place of a key; what stands in both is meant once. */
export function faultTexts(request: IncomingMessage, query: URLSearchParams): readonly string[] {
  const keys = credentials(request, query).filter(isFaultKey)
  return [...new Set([...query.getAll('fault'), ...keys.map((key) => key.slice(FAULT_KEY.length))])]
}
