import type { ServiceDialect } from '../dialects/ServiceDialect.ts'
import type { SessionUpdate } from '../engine/EffectiveSession.ts'
import type { FaultRule } from '../faults/FaultRule.ts'

/** What becomes of somebody who wants to open a line. */
export type Admission =
  | Welcome
  | Refusal
  | Dismissal
  /** A line on which the first request is answered with an error: Azure's way with a secret that is too old. */
  | { readonly type: 'expired' }

export interface Welcome {
  readonly type: 'welcome'
  readonly dialect: ServiceDialect
  readonly model: string
  /** A name that was asked for. */
  readonly brain: string | null
  /** What its client secret was made with. */
  readonly startWith: SessionUpdate | undefined
  /** The faults that were asked for. */
  readonly rules: readonly FaultRule[]
}

/** No line at all: Azure's way, and that of a server that does not want to be found. */
export interface Refusal {
  readonly type: 'refused'
  readonly status: number
  readonly reason: string
}

/** A line, one error, and its end: OpenAI's way. */
export interface Dismissal {
  readonly type: 'dismissed'
  readonly code: string
  readonly message: string
  readonly closeCode: number
}

export const refused = (status: number, reason: string): Refusal => ({
  type: 'refused',
  status,
  reason,
})

export const dismissed = (code: string, message: string, closeCode = 4000): Admission => ({
  type: 'dismissed',
  code,
  message,
  closeCode,
})
