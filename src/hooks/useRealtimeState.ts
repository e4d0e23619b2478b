'use client'
import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { RealtimeSession } from '../session/RealtimeSession.ts'
import type { SessionSnapshot } from '../session/SessionSnapshot.ts'
import { shallowEqual } from './shallowEqual.ts'

/**
 * Any part of the snapshot. Renders when the result changes.
 *
 * Results are compared field by field, one level deep, so a selector may build an object or an array.
 *
 * @example
 * const isBusy = useRealtimeState(session, (snapshot) => snapshot.modelStatus === 'thinking')
 */
export function useRealtimeState<T>(
  session: RealtimeSession,
  selector: (snapshot: SessionSnapshot) => T,
  isEqual: (a: T, b: T) => boolean = shallowEqual,
): T {
  const last = useRef<{ readonly value: T } | null>(null)
  const keep = useCallback((value: T, same: (a: T, b: T) => boolean) => {
    if (last.current && same(last.current.value, value)) return last.current.value
    last.current = { value }
    return value
  }, [])
  const read = () => keep(selector(session.getSnapshot()), isEqual)
  return useSyncExternalStore(session.subscribe, read, read)
}
