'use client'
import { useCallback, useEffect, useRef } from 'react'
import { useLatest } from './useLatest.ts'

/**
 * Runs `end` once the component is gone for good, and when the page leaves or is frozen.
 *
 * StrictMode (and a fast refresh) unmounts and mounts again in one breath: the end waits for the next task, so
 * that a mount in between cancels it, and what runs goes on running. A page that comes back out of the browser's
 * memory finds everything ended: its line would be dead, and its microphone on without anybody there.
 */
export function useLifetime(end: () => void): void {
  const latest = useLatest(end)
  const finish = useCallback(() => latest.current(), [latest])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    clearTimeout(timer.current)
    // No `unload`: a page that listens for it is never kept.
    window.addEventListener('pagehide', finish)
    document.addEventListener('freeze', finish)
    return () => {
      window.removeEventListener('pagehide', finish)
      document.removeEventListener('freeze', finish)
      timer.current = setTimeout(finish, 0)
    }
  }, [finish])
}
