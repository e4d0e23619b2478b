'use client'
import { useCallback, useEffect, useRef } from 'react'
import { useLatest } from './useLatest.ts'

/**
 * Runs `end` once the component is gone for good, and when the page leaves or is frozen.
 *
 * StrictMode (and a fast refresh) unmounts and mounts again in one breath: the end waits for the next task, so
 * that a mount in between cancels it, and what runs goes on running. A page that comes back out of the browser's
 * memory finds everything ended: its line would be dead, and its microphone on without anybody there.
 *
 * @param order - What is `first` ends before the rest, whichever hook was called before the other. A conversation asks its
 * player how much was heard, and one that was stopped has forgotten it.
 */
export function useLifetime(end: () => void, order: 'first' | 'then' = 'then'): void {
  const latest = useLatest(end)
  const finish = useCallback(() => latest.current(), [latest])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    clearTimeout(timer.current)
    const isFirst = order === 'first'
    // On its way down an event passes the window before it comes to the document.
    const freezing = isFirst ? window : document
    // No `unload`: a page that listens for it is never kept.
    window.addEventListener('pagehide', finish, isFirst)
    freezing.addEventListener('freeze', finish, isFirst)
    return () => {
      window.removeEventListener('pagehide', finish, isFirst)
      freezing.removeEventListener('freeze', finish, isFirst)
      // Whatever the order in which they were mounted, the rest is a task behind.
      const next = (task: () => void) => (timer.current = setTimeout(task, 0))
      next(isFirst ? finish : () => next(finish))
    }
  }, [finish, order])
}
