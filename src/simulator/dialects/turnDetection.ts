import type { WireTurnDetection } from '../../protocol/settings.ts'
import { Refusal } from '../engine/Refusal.ts'
import { boolean, nullable, number, object, oneOf, type Check } from '../engine/shape.ts'

type Kind = 'server_vad' | 'semantic_vad'

const SWITCHES = { create_response: true, interrupt_response: true }

/** What the real service starts with: 200 ms of silence, where its documents say 500. */
export const DETECTION: Readonly<Record<Kind, WireTurnDetection>> = {
  server_vad: {
    type: 'server_vad',
    threshold: 0.5,
    prefix_padding_ms: 300,
    silence_duration_ms: 200,
    idle_timeout_ms: null,
    ...SWITCHES,
  },
  semantic_vad: { type: 'semantic_vad', eagerness: 'auto', ...SWITCHES },
}

const kind = oneOf('server_vad', 'semantic_vad')

const FIELDS: Readonly<Record<Kind, Check>> = {
  server_vad: object({
    type: kind,
    threshold: number(0, 1),
    prefix_padding_ms: number(0, Infinity, 'integer'),
    silence_duration_ms: number(0, Infinity, 'integer'),
    idle_timeout_ms: nullable(number(5000, 30_000, 'integer')),
    create_response: boolean,
    interrupt_response: boolean,
  }),
  semantic_vad: object({
    type: kind,
    eagerness: oneOf('low', 'medium', 'high', 'auto'),
    create_response: boolean,
    interrupt_response: boolean,
  }),
}

function assertKind(value: unknown, path: string): asserts value is Kind {
  if (value === undefined)
    throw new Refusal(
      'missing_required_parameter',
      `Missing required parameter: '${path}.type'.`,
      `${path}.type`,
    )
  kind(value, `${path}.type`)
}

/** Turn detection after an update; `null` is push to talk. Fields of one kind mean nothing to the other. @throws Refusal */
export function updatedDetection(
  before: WireTurnDetection | null,
  asked: object | null,
  path: string,
): WireTurnDetection | null {
  if (asked === null) return null
  const type: unknown = 'type' in asked ? asked.type : before?.type
  assertKind(type, path)
  FIELDS[type](asked, path)
  return type === before?.type ? { ...before, ...asked } : { ...DETECTION[type], ...asked }
}
