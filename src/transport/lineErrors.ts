import { VoiceError, type VoiceErrorCode } from '../base/errors.ts'
import { LOOPBACK } from '../protocol/address.ts'
import { closeMeaning } from '../protocol/closeCodes.ts'
import type { LineRequest } from '../protocol/lineRequest.ts'
import { withoutQuotes } from '../protocol/serverErrors.ts'
import { otherDialectOfAddress, PREVIEW_IS_OFF } from '../protocol/otherDialect.ts'

/** For the sentences of an error. */
export type Facts = Readonly<Record<string, string | number>>

/** An error about a line: says whose it is, and nothing of its credential. */
export function lineError(line: LineRequest, code: VoiceErrorCode, facts: Facts = {}): VoiceError {
  const { host, model, dialect } = line
  const spoken = dialect.name === 'GA' ? 'GA' : 'preview'
  const details = { host, name: model, dialect: spoken, service: host, ...facts }
  return new VoiceError(code, { details })
}

/** What a handshake that was refused means. Azure refuses so; OpenAI opens the line and closes it. */
const REFUSALS: Readonly<Record<string, VoiceErrorCode>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'deployment_not_found',
  429: 'rate_limited',
}

/** The HTTP status in an error of Node's `ws`; `null` in a page, which is told nothing. */
export const statusOf = (event: object): string | null =>
  'message' in event ? (/server response: (\d{3})/.exec(String(event.message))?.[1] ?? null) : null

/** On this machine no network and no firewall is in the way: nothing runs there. */
function advice({ url }: LineRequest): Facts {
  const { hostname, port } = new URL(url)
  if (!LOOPBACK.test(hostname)) return {}
  const command = `npx react-realtime-voice simulator --port ${port || '80'}`
  return {
    advice: `Is the simulator, or your own server, running? To start it: ${command}\nIf it runs, check the address and the key.`,
  }
}

/** Why a line never opened. */
export function refusalError(line: LineRequest, status: string | null): VoiceError {
  const other = otherDialectOfAddress(line.url)
  if (other) return lineError(line, 'wrong_dialect', { ...other })
  const refusal = REFUSALS[status ?? '']
  if (refusal) return lineError(line, refusal)
  return lineError(line, 'endpoint_unreachable', status === null ? advice(line) : {})
}

/** The longest that a WebSocket can carry (RFC 6455, section 5.5.1). */
const LONGEST_REASON = 123

/** @param complaint - What the service said just before, in a sentence: more than fits into a close. */
export function closeError(
  line: LineRequest,
  closeCode: number,
  complaint: string | null,
  reason: string,
): VoiceError {
  if (reason.includes('beta_api_shape_disabled'))
    return lineError(line, 'wrong_dialect', { ...PREVIEW_IS_OFF })
  if (/model|deployment/.test(reason) && closeCode >= 4000)
    return lineError(line, 'deployment_not_found')
  if (/session_expired|maximum duration/.test(reason)) return lineError(line, 'session_expired')
  const why = complaint ?? withoutQuotes(reason.slice(0, LONGEST_REASON))
  return lineError(line, closeMeaning(closeCode), { closeCode, ...(why !== '' && { reason: why }) })
}
