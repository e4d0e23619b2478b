'use client'
import { useEffect } from 'react'
import type { Meter } from '../audio/sound/Meter.ts'
import { useLatest } from './useLatest.ts'

/** Less than this is not seen, and not drawn. */
const STEP = 1 / 64

/**
 * Calls `draw` with the level, 0 to 1, before each paint while mounted. Renders nothing.
 *
 * Not called while the level stands still, nor while the page is hidden.
 */
export function useMeter(meter: Meter, draw: (level: number) => void): void {
  const latest = useLatest(draw)
  useEffect(() => {
    let last = -1
    // A hidden page gets no frames, so nothing has to be stopped for it.
    let frame = requestAnimationFrame(function tick() {
      const level = meter.read()
      // The way down to silence is finished, however small its last step is.
      if (Math.abs(level - last) >= STEP || (level === 0 && last !== 0)) {
        last = level
        latest.current(level)
      }
      frame = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(frame)
  }, [meter, latest])
}
