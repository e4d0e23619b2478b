import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export interface NoticeProps {
  readonly icon: IconName
  readonly title: string
  readonly message?: string | undefined
  /** The buttons that mend it. */
  readonly children?: ReactNode
}

/** What stands in the way, and what mends it, in one row. */
export function Notice({ icon, title, message, children }: NoticeProps) {
  return (
    <div data-voice="notice" data-tone="warning">
      <Icon name={icon} />
      <p>
        <b>{title}</b> {message}
      </p>
      <div data-voice="actions">{children}</div>
    </div>
  )
}
