import { VoiceError } from '../base/errors.ts'
import { isRecord } from '../protocol/read.ts'
import { tokenFailed } from './tokenFailed.ts'

/** Seconds until it may be asked again, or `null`. A header is seconds or a date (RFC 9110, section 10.2.3). */
function retryAfterSeconds(header: string | null): number | null {
  if (header === null) return null
  if (/^\d{1,6}$/.test(header)) return Number(header)
  const seconds = Math.ceil((Date.parse(header) - Date.now()) / 1000)
  return seconds > 0 ? seconds : null
}

const LOG = 'Look at the log of the server: its onProblem is told the reason.'

/** What our own token endpoint may answer, by its closed codes (`docs/server.md`); nothing else of it is believed. */
function namedRefusal(code: unknown, status: number, model: string): VoiceError | null {
  switch (code) {
    case 'origin_refused': {
      const origin = typeof location === 'undefined' ? 'this origin' : location.origin
      const details = { service: 'The token endpoint', whom: `pages of ${origin}` }
      const advice = `Add '${origin}' to origins of createTokenHandler. Clients that are no pages need allowMissingOrigin.`
      return new VoiceError('unauthorized', { details: { ...details, advice } })
    }
    case 'model_refused': {
      const details = { host: 'The token endpoint', name: model }
      const advice = 'Ask for the one of its session.model, or add this one to its choices.models.'
      return new VoiceError('deployment_not_found', { details: { ...details, advice } })
    }
    case 'provider_refused': {
      const reason = 'its token endpoint mints for another service'
      const advice = 'Make both for the same one: compare provider.type of createTokenHandler.'
      return new VoiceError('endpoint_invalid', { details: { reason, advice } })
    }
    case 'server_misconfigured':
      return tokenFailed(`it is not set up correctly (HTTP ${status})`, LOG)
    case 'upstream_refused':
      return tokenFailed(`the service refused it, and not you (HTTP ${status})`, LOG)
    case 'upstream_failed':
    case 'upstream_invalid':
    case 'upstream_unreachable':
    case 'upstream_timeout':
      return tokenFailed(`the service behind it did not give a token (HTTP ${status})`, LOG)
  }
  return null
}

async function codeIn(response: Response): Promise<unknown> {
  try {
    const body: unknown = await response.json()
    return isRecord(body) && isRecord(body['error']) ? body['error']['code'] : undefined
  } catch {
    return undefined
  }
}

function refusalOf({ status, headers }: Response): VoiceError {
  if (status === 401 || status === 403)
    return new VoiceError('unauthorized', {
      details: {
        service: 'The token endpoint',
        whom: 'you',
        advice:
          'Sign in again. Who gets a token is decided by the authorize of the token endpoint.',
      },
    })
  if (status === 429) {
    const seconds = retryAfterSeconds(headers.get('retry-after'))
    const wait = seconds === null ? 'a moment' : `${seconds} s`
    return tokenFailed(`it asked to wait ${wait} (HTTP 429)`, `Try again in ${wait}.`)
  }
  if (status === 404) return tokenFailed('nothing is served at tokenUrl (HTTP 404)')
  return tokenFailed(
    `it answered with HTTP ${status}`,
    status >= 500 ? 'Try again; if it repeats, look at the log of the token endpoint.' : undefined,
  )
}

const PAGE_ADVICE =
  'Check tokenUrl: servers of single-page apps answer every path that they do not know with their start page, and a session that ended with a page to sign in.'

/**
 * What a token endpoint answered.
 *
 * @throws {@link VoiceError} `token_failed`, `unauthorized`; nothing of the answer's text is in them
 */
export async function readTokenResponse(response: Response, model: string): Promise<unknown> {
  if (!response.ok)
    throw namedRefusal(await codeIn(response), response.status, model) ?? refusalOf(response)
  const text = await response.text()
  const isPage = response.headers.get('content-type')?.includes('html') ?? false
  if (isPage || /^\s*</.test(text))
    throw tokenFailed('it answered with a page (HTML), not with a token', PAGE_ADVICE)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw tokenFailed('its answer is not JSON')
  }
}
