import { azure } from '../protocol/azure.ts'
import { openai } from '../protocol/openai.ts'
import type { StartingSession } from './chosen.ts'
import type { TokenHandlerOptions } from './TokenHandlerOptions.ts'

/** Where a secret is minted. Fixed when the handler is made, so that no request can send the key elsewhere. */
export interface Mint {
  readonly url: string
  readonly kind: 'GA' | 'preview'
}

/** What stands before the last part of the path of a line is also where its service mints. */
const httpUrl = (socketUrl: string, path: (pathname: string) => string, search = '') => {
  const { protocol, host, pathname } = new URL(socketUrl)
  return `${protocol === 'wss:' ? 'https:' : 'http:'}//${host}${path(pathname)}${search}`
}

/** @throws {@link VoiceError} `endpoint_invalid` */
export function mintOf(provider: TokenHandlerOptions['provider']): Mint {
  // Their credential is not used: only the address is, read as the client reads it.
  const { url, dialect } =
    provider.type === 'openai'
      ? openai({ baseUrl: provider.baseUrl, model: 'any', tokenUrl: '/' })
      : azure({ ...provider, apiKey: undefined, getToken: undefined, tokenUrl: '/' })
  if (dialect === 'GA') return { kind: 'GA', url: httpUrl(url, (path) => `${path}/client_secrets`) }
  const version = new URL(url).searchParams.get('api-version') ?? ''
  const search = `?api-version=${encodeURIComponent(version)}`
  const path = (pathname: string) => pathname.replace(/realtime$/, 'realtimeapi/sessions')
  return { kind: 'preview', url: httpUrl(url, path, search) }
}

/** The body that asks for a secret; `undefined` fields are left out by JSON. */
export function mintBody(
  { kind }: Mint,
  { model, voice, instructions }: StartingSession,
  expiresAfterSeconds: number,
): object {
  if (kind === 'preview') return { model, voice, instructions }
  const output = voice === undefined ? undefined : { output: { voice } }
  return {
    session: { type: 'realtime', model, instructions, audio: output },
    expires_after: { anchor: 'created_at', seconds: expiresAfterSeconds },
  }
}
