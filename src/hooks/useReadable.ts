'use client'
import { useCallback, useSyncExternalStore } from 'react'
import type { Readable } from '../base/Store.ts'

/**
 * Reads one part of a store and renders again only when that part changes.
 *
 * `select` must stand outside of the component and answer a primitive or something already inside the
 * snapshot: an object made on the spot is new every time, and React would render for ever.
 */
export function useReadable<T, U>(readable: Readable<T>, select: (snapshot: T) => U): U {
  const read = useCallback(() => select(readable.get()), [readable, select])
  return useSyncExternalStore(readable.subscribe, read, read)
}
