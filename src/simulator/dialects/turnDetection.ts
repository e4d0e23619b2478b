import type { WireTurnDetection } from '../../protocol/settings.ts'
import { Refusal } from '../engine/Refusal.ts'
import { anything, boolean, nullable, number, object, oneOf, type Check } from '../engine/shape.ts'

/** A kind of turn detection: what it starts with, and what it may be given. */
export interface DetectionKind {
  readonly defaults: WireTurnDetection & Readonly<Record<string, unknown>>
  readonly check: Check
}

/** By `type`; `null` is a name for no detection at all. */
export type DetectionKinds = Readonly<Record<string, DetectionKind | null>>

export const SWITCHED_ON = { create_response: true, interrupt_response: true }
export const switches = { create_response: boolean, interrupt_response: boolean }

export const bySound = {
  type: anything,
  threshold: number(0, 1),
  prefix_padding_ms: number(0, Infinity, 'integer'),
  silence_duration_ms: number(0, Infinity, 'integer'),
}

/** What the real service starts with: 200 ms of silence, where its documents say 500. */
const serverVad = {
  type: 'server_vad',
  threshold: 0.5,
  prefix_padding_ms: 300,
  silence_duration_ms: 200,
}

export const semanticVad: DetectionKind = {
  defaults: { type: 'semantic_vad', eagerness: 'auto', ...SWITCHED_ON },
  check: object({
    type: anything,
    eagerness: oneOf('low', 'medium', 'high', 'auto'),
    ...switches,
  }),
}

export const GA_DETECTION = {
  server_vad: {
    defaults: { ...serverVad, idle_timeout_ms: null, ...SWITCHED_ON },
    check: object({
      ...bySound,
      idle_timeout_ms: nullable(number(5000, 30_000, 'integer')),
      ...switches,
    }),
  },
  semantic_vad: semanticVad,
} satisfies DetectionKinds

export const PREVIEW_2025_DETECTION = {
  server_vad: {
    defaults: { ...serverVad, ...SWITCHED_ON },
    check: object({ ...bySound, ...switches }),
  },
  semantic_vad: semanticVad,
  none: null,
} satisfies DetectionKinds

export const PREVIEW_2024_DETECTION = {
  server_vad: { defaults: serverVad, check: object(bySound) },
  none: null,
} satisfies DetectionKinds

/**
 * Turn detection after an update; `null` is push to talk. Fields of one kind mean nothing to the other.
 *
 * @throws Refusal
 */
export function updatedDetection(
  kinds: DetectionKinds,
  before: WireTurnDetection | null,
  asked: object | null,
  path: string,
): WireTurnDetection | null {
  if (asked === null) return null
  const type: unknown = 'type' in asked ? asked.type : before?.type
  const place = `${path}.type`
  if (typeof type !== 'string')
    throw new Refusal(
      'missing_required_parameter',
      `Missing required parameter: '${place}'.`,
      place,
    )
  oneOf(...Object.keys(kinds))(type, place)
  const kind = kinds[type] ?? null
  if (kind === null) return null
  kind.check(asked, path)
  return type === before?.type ? { ...before, ...asked } : { ...kind.defaults, ...asked }
}
