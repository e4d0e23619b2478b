'use client'
import type { ComponentPropsWithoutRef } from 'react'
import type { Connection } from '../session/Connection.ts'
import type { VoiceLabels } from './labels.ts'
import { usePart, type PartProps } from './VoiceContext.ts'

export interface SessionStatusProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'output'>, 'children'> {}

const WORDS = {
  idle: 'statusIdle',
  connecting: 'statusConnecting',
  connected: 'statusConnected',
  reconnecting: 'statusReconnecting',
  closed: 'statusClosed',
  failed: 'statusFailed',
} as const satisfies Record<Connection['status'], keyof VoiceLabels>

/** What the line does. What the model does stands on the stage. Announced by the Announcer, not by this. */
export function SessionStatus({ voice, labels, ...rest }: SessionStatusProps) {
  const part = usePart({ voice, labels }, 'SessionStatus')
  const { status } = part.voice.connection
  return (
    <output aria-live="off" {...rest} data-voice="session-status" data-connection={status}>
      {part.labels[WORDS[status]]}
    </output>
  )
}
