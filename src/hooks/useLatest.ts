'use client'
import { useInsertionEffect, useRef } from 'react'

/** The value of the last render, for handlers and timers that must not care how often a component renders. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value)
  useInsertionEffect(() => {
    latest.current = value
  })
  return latest
}
