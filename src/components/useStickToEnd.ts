'use client'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** This near counts as the end: half a line, and what zooming rounds away. */
const NEAR_PX = 24

const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** Keeps a scrolled box at its end for as long as the reader is there. `content` is whatever makes it longer. */
export function useStickToEnd(content: unknown): {
  readonly ref: RefObject<HTMLDivElement | null>
  /** False when something new came that the reader has not seen. */
  readonly isAtEnd: boolean
  readonly goToEnd: () => void
} {
  const ref = useRef<HTMLDivElement>(null)
  const isReaderThere = useRef(true)
  const [isAtEnd, setAtEnd] = useState(true)

  useEffect(() => {
    const box = ref.current
    if (box === null) return
    const look = () => {
      isReaderThere.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX
      if (isReaderThere.current) setAtEnd(true)
    }
    box.addEventListener('scroll', look, { passive: true })
    // A notice or a longer draft takes some of its room: who was at the end stays there.
    const stay = () => {
      if (isReaderThere.current) box.scrollTop = box.scrollHeight
    }
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(stay)
    observer?.observe(box)
    return () => {
      box.removeEventListener('scroll', look)
      observer?.disconnect()
    }
  }, [])

  useBrowserLayoutEffect(() => {
    const box = ref.current
    if (box === null) return
    if (isReaderThere.current) box.scrollTop = box.scrollHeight
    else setAtEnd(false)
  }, [content])

  const goToEnd = useCallback(() => {
    isReaderThere.current = true
    setAtEnd(true)
    const box = ref.current
    if (box) box.scrollTop = box.scrollHeight
  }, [])
  return { ref, isAtEnd, goToEnd }
}
