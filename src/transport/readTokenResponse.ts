import { VoiceError } from '../base/errors.ts'
import { tokenFailed } from './tokenFailed.ts'

/** Seconds until it may be asked again, or `null`. A header is seconds or a date (RFC 9110, section 10.2.3). */
function retryAfterSeconds(header: string | null): number | null {
  if (header === null) return null
  if (/^\d{1,6}$/.test(header)) return Number(header)
  const seconds = Math.ceil((Date.parse(header) - Date.now()) / 1000)
  return seconds > 0 ? seconds : null
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
export async function readTokenResponse(response: Response): Promise<unknown> {
  if (!response.ok) throw refusalOf(response)
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
