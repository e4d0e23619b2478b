import type { Dialect } from './dialect.ts'
import { isRecord } from './read.ts'

/** How it is known that a service speaks the other dialect, and what to change. Halves of sentences, for `wrong_dialect`. */
export interface OtherDialect {
  readonly reason: string
  readonly change: string
}

const SPEAKS_FLAT = {
  reason: 'it answers in those of the preview',
  change: 'Pass apiVersion to azure(), or use voiceLive() if it is Azure Voice Live.',
}
const SPEAKS_GA = {
  reason: 'it answers in those of GA',
  change: 'Leave apiVersion out: this address speaks the GA protocol.',
}
export const PREVIEW_IS_OFF: OtherDialect = {
  reason: 'the preview is switched off there',
  change: 'Leave apiVersion out, and use an address of the GA protocol.',
}
const NO_VERSION = {
  reason: 'an address of the GA protocol takes no api-version',
  change: 'Take api-version out of the address.',
}

const GA_FIELDS = ['type', 'output_modalities', 'audio']
const FLAT_FIELDS = ['modalities', 'input_audio_format', 'output_audio_format', 'voice']

const hasOneOf = (session: object, names: readonly string[]): boolean =>
  names.some((name) => Object.hasOwn(session, name))

/** A session that has words of both, as some mocks do, proves nothing. */
function bySession(spoken: Dialect['name'], session: unknown): OtherDialect | null {
  if (!isRecord(session)) return null
  const isGa = hasOneOf(session, GA_FIELDS)
  const isFlat = hasOneOf(session, FLAT_FIELDS)
  if (isGa === isFlat) return null
  if (spoken === 'GA') return isFlat ? SPEAKS_FLAT : null
  return isGa ? SPEAKS_GA : null
}

/** A field that we always send is not known there, or one that we never send is missed. */
function byError(spoken: Dialect['name'], { code, param }: Readonly<Record<string, unknown>>) {
  if (code === 'beta_api_shape_disabled') return PREVIEW_IS_OFF
  const isAbout = (names: readonly string[]) => names.some((name) => param === `session.${name}`)
  if (code === 'unknown_parameter') {
    if (spoken === 'GA') return isAbout(GA_FIELDS) ? SPEAKS_FLAT : null
    return isAbout(FLAT_FIELDS) ? SPEAKS_GA : null
  }
  const isMissed = code === 'missing_required_parameter' && param === 'session.type'
  return isMissed && spoken === 'flat' ? SPEAKS_GA : null
}

/** What a frame, as it came, says of the dialect of its service; `null` when nothing is wrong. */
export function otherDialect(spoken: Dialect['name'], frame: unknown): OtherDialect | null {
  if (!isRecord(frame)) return null
  const { type, session, error } = frame
  if (type === 'session.created') return bySession(spoken, session)
  return type === 'error' && isRecord(error) ? byError(spoken, error) : null
}

/** Why the door stayed shut, where the address alone tells: Azure answers HTTP 401, which a page cannot see. */
export function otherDialectOfAddress(url: string): OtherDialect | null {
  const { pathname, searchParams } = new URL(url)
  return pathname.endsWith('/v1/realtime') && searchParams.has('api-version') ? NO_VERSION : null
}
