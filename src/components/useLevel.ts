'use client'
import { useCallback, useEffect, useState } from 'react'
import { silentMeter, type Meter } from '../audio/sound/Meter.ts'
import { useMeter } from '../hooks/useMeter.ts'

/**
 * A ref for the element that shows the level: CSS finds it there as `--voice-level`, 0 to 1.
 *
 * Written past React and through CSSOM: no render for a sound, and no `style` attribute for a strict `style-src` to
 * refuse. The meter is not read while the element is off screen.
 */
export function useLevel(meter: Meter): (element: HTMLElement | null) => void {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const isSeen = useIsSeen(element)
  const draw = useCallback(
    (level: number) => element?.style.setProperty('--voice-level', level.toFixed(3)),
    [element],
  )
  useMeter(isSeen ? meter : silentMeter, draw)
  return setElement
}

function useIsSeen(element: Element | null): boolean {
  // Seen until proved hidden: where there is no observer, the level is shown all the same.
  const [isSeen, setSeen] = useState(true)
  useEffect(() => {
    if (element === null || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver((entries) => {
      const last = entries.at(-1)
      if (last) setSeen(last.isIntersecting)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return isSeen
}
