'use client'
import { useEffect, useState } from 'react'
import { useRealtimeState } from '../hooks/useRealtimeState.ts'
import type { RealtimeSession } from '../session/RealtimeSession.ts'

/** Nobody says a word in less: it was meant as a click. */
const TAP_MS = 200
/** Long enough to be read. */
const SHOWN_MS = 4000

/** Whether the talk button was only tapped a moment ago. */
export function useHoldSlip(session: RealtimeSession): boolean {
  const isHeld = useRealtimeState(session, ({ turn }) => turn.hears === 'button')
  const [isSlip, setSlip] = useState(false)
  useEffect(() => {
    if (!isHeld) return
    const pressedAtMs = performance.now()
    return () => setSlip(performance.now() - pressedAtMs < TAP_MS)
  }, [isHeld])
  useEffect(() => {
    if (!isSlip) return
    const timer = setTimeout(() => setSlip(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isSlip])
  return isSlip && !isHeld
}
