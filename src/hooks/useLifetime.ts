'use client'
import { useCallback, useEffect, useRef } from 'react'
import { useLatest } from './useLatest.ts'

/**
 * Runs `end` once the component is gone for good.
 *
 * StrictMode (and a fast refresh) unmounts and mounts again in one breath: the end waits for the next task, so
 * that a mount in between cancels it, and what runs goes on running.
 */
export function useLifetime(end: () => void): void {
  const latest = useLatest(end)
  const finish = useCallback(() => latest.current(), [latest])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    clearTimeout(timer.current)
    return () => {
      timer.current = setTimeout(finish, 0)
    }
  }, [finish])
}
