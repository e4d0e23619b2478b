'use client'
import { useEffect, useState, type ComponentPropsWithoutRef } from 'react'
import { formatDuration } from './formatDuration.ts'
import { usePart, type PartProps } from './VoiceContext.ts'

export interface ClockProps extends PartProps, Omit<ComponentPropsWithoutRef<'span'>, 'children'> {}

/** How long the conversation lasts, and after its end how long it was. Nothing before it begins. */
export function Clock({ voice, labels, ...rest }: ClockProps) {
  const { connection } = usePart({ voice, labels }, 'Clock').voice
  const startedAtMs = 'connectedAtMs' in connection ? connection.connectedAtMs : null
  const isRunning = connection.status === 'connected'
  const nowMs = useSeconds(isRunning ? startedAtMs : null)
  const endMs = connection.status === 'closed' ? connection.closedAtMs : nowMs
  if (startedAtMs === null || endMs === null) return null
  return (
    <span {...rest} data-voice="clock">
      {formatDuration(Math.max(0, endMs - startedAtMs))}
    </span>
  )
}

/** The time, whenever another full second since `startMs` has passed; null when nothing is counted. */
function useSeconds(startMs: number | null): number | null {
  const [nowMs, setNowMs] = useState<number | null>(null)
  useEffect(() => {
    if (startMs === null) return
    const tick = () => {
      const now = Date.now()
      setNowMs(now)
      // Aimed anew each time, so that a late timer does not make a second look longer than the next.
      timer = setTimeout(tick, 1000 - ((now - startMs) % 1000))
    }
    let timer = setTimeout(tick, 0)
    return () => {
      clearTimeout(timer)
      setNowMs(null)
    }
  }, [startMs])
  return nowMs
}
