'use client'
import type { ReactNode } from 'react'
import { focusPart } from './focusPart.ts'

export interface NoticeButtonProps {
  /** In place of the visible words, which it contains. */
  readonly name?: string | undefined
  readonly isQuiet?: boolean | undefined
  /** Whether the press leaves the notice where it is: then the focus is for `onClick` to move. */
  readonly isStaying?: boolean | undefined
  readonly onClick: (from: Element) => void
  readonly children: ReactNode
}

/** A button of a notice, which goes away with it: the focus goes to the controls. */
export function NoticeButton(props: NoticeButtonProps) {
  const { name, isQuiet = false, isStaying = false, onClick, children } = props
  return (
    <button
      type="button"
      data-voice="button"
      data-variant={isQuiet ? 'quiet' : undefined}
      aria-label={name}
      onClick={(event) => {
        if (!isStaying) focusPart(event.currentTarget, 'controls')
        onClick(event.currentTarget)
      }}
    >
      {children}
    </button>
  )
}
