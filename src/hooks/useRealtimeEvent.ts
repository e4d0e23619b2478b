'use client'
import { useEffect } from 'react'
import type { VoiceEventListener, VoiceEventType } from '../session/EventHub.ts'
import type { RealtimeSession } from '../session/RealtimeSession.ts'
import { useLatest } from './useLatest.ts'

/**
 * Hears an event of the service by its GA name, one of ours (`heard`, `warning`), or with `'*'` everything in
 * both directions. The handler may be written inline: a new one costs nothing.
 */
export function useRealtimeEvent<K extends VoiceEventType>(
  session: RealtimeSession,
  type: K,
  handler: VoiceEventListener<K>,
): void {
  const latest = useLatest(handler)
  useEffect(() => session.on(type, (event) => latest.current(event)), [session, type, latest])
}
