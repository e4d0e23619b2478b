'use client'
import { useEffect, useState } from 'react'
import type { UseMicrophoneResult } from '../hooks/results.ts'

/** Louder than a quiet room on the scale of the meter. */
const TALKING_LEVEL = 0.45
/** So long must it last: a cough or a door is shorter. */
const TALKING_MS = 600
const LOOK_MS = 100

/** Whether somebody talks into a muted microphone. By loudness alone: an approximation. */
export function useMutedTalking({ status, meter }: UseMicrophoneResult): boolean {
  const [isTalking, setTalking] = useState(false)
  const isMuted = status === 'muted'
  useEffect(() => {
    if (!isMuted) return
    let talkedMs = 0
    const timer = setInterval(() => {
      talkedMs = meter.read() > TALKING_LEVEL ? talkedMs + LOOK_MS : Math.max(0, talkedMs - LOOK_MS)
      if (talkedMs >= TALKING_MS) setTalking(true)
    }, LOOK_MS)
    return () => {
      clearInterval(timer)
      setTalking(false)
    }
  }, [isMuted, meter])
  return isMuted && isTalking
}
