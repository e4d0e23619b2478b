'use client'
import { useMemo, useSyncExternalStore } from 'react'
import type { Usage } from '../session/Measures.ts'
import { costOf, type Cost, type Prices } from '../session/prices.ts'
import type { RealtimeSession } from '../session/RealtimeSession.ts'

export interface UseUsageOptions {
  /** Per million tokens. May be written inline. Default: those of the session. */
  readonly prices?: Prices | undefined
}

export interface UseUsageResult extends Usage {
  /** An estimate. Null without prices, and where the service does not tell of which kind its tokens are. */
  readonly cost: Cost | null
}

/** Tokens of this conversation by kind, and what they cost by your own prices. Renders once an answer or a transcription is done. */
export function useUsage(
  session: RealtimeSession,
  { prices = session.prices }: UseUsageOptions = {},
): UseUsageResult {
  const read = () => session.getSnapshot().measures.usage
  const usage = useSyncExternalStore(session.subscribe, read, read)
  return useMemo(() => ({ ...usage, cost: prices ? costOf(usage, prices) : null }), [usage, prices])
}
