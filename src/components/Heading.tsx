import type { ReactNode } from 'react'

interface HeadingProps {
  readonly level: 2 | 3
  readonly id?: string | undefined
  readonly children: ReactNode
}

/** A heading that no rule for `h2` of the page around it can reach: layers give way to bare rules. */
export function Heading({ level, id, children }: HeadingProps) {
  return (
    <div role="heading" aria-level={level} id={id} data-voice="heading">
      {children}
    </div>
  )
}
