'use client'
import { useMemo, useSyncExternalStore } from 'react'
import type { LatencyStage, TurnLatency } from '../session/Measures.ts'
import { percentile } from '../session/percentile.ts'
import type { RealtimeSession } from '../session/RealtimeSession.ts'

export interface UseTurnLatencyOptions {
  /** What the figures are about. In a conversation in writing, `firstDeltaMs`. Default `firstSoundMs`. */
  readonly stage?: LatencyStage | undefined
}

export interface UseTurnLatencyResult {
  /** The last 100, oldest first, each with its stages so far. The same array until one of them changes. */
  readonly turns: readonly TurnLatency[]
  readonly last: TurnLatency | null
  /** Half of the turns took no longer, calls of tools included; null as long as none has come that far. */
  readonly p50Ms: number | null
  /** 95 % of them took no longer. */
  readonly p95Ms: number | null
}

/** How long the user waits for an answer, turn by turn. Renders only at the stages of a turn, a few times in each. */
export function useTurnLatency(
  session: RealtimeSession,
  { stage = 'firstSoundMs' }: UseTurnLatencyOptions = {},
): UseTurnLatencyResult {
  const read = () => session.getSnapshot().measures.turns
  const turns = useSyncExternalStore(session.subscribe, read, read)
  return useMemo(() => {
    // What the user felt: from the end of what they said to the first answer that came so far, through any tools.
    const felt = new Map<number, number>()
    for (const { atMs, askedAtMs, [stage]: ms } of turns)
      if (ms !== null && askedAtMs !== null && !felt.has(askedAtMs))
        felt.set(askedAtMs, Math.round(atMs - askedAtMs) + ms)
    const values = [...felt.values()]
    const [p50Ms, p95Ms] = [percentile(values, 0.5), percentile(values, 0.95)]
    return { turns, last: turns.at(-1) ?? null, p50Ms, p95Ms }
  }, [turns, stage])
}
