'use client'
import { useEffect, useState } from 'react'

/** Whether the same thing has gone on for `ms`. A new key begins anew; null is nothing. */
export function useLasting(key: string | null, ms: number): boolean {
  const [lasting, setLasting] = useState<string | null>(null)
  useEffect(() => {
    if (key === null) return
    const timer = setTimeout(() => setLasting(key), ms)
    return () => {
      clearTimeout(timer)
      setLasting(null)
    }
  }, [key, ms])
  return key !== null && lasting === key
}
