'use client'
import { Clock } from './Clock.tsx'
import { Composer } from './Composer.tsx'
import { ConnectingStages } from './ConnectingStages.tsx'
import { ConversationControls } from './ConversationControls.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'
import { hasWords } from './hasWords.ts'
import { Notices } from './Notices.tsx'
import { SessionStatus } from './SessionStatus.tsx'
import { SettingsDialog } from './SettingsDialog.tsx'
import { Stage } from './Stage.tsx'
import { Transcript } from './Transcript.tsx'
import { useRealtimeState } from '../hooks/useRealtimeState.ts'
import { usePart } from './VoiceContext.ts'
import { Heading } from './Heading.tsx'

/** The parts in the order in which they are read, when nobody arranges them otherwise. */
export function DefaultArrangement({
  title,
  compact,
}: {
  readonly title?: string | undefined
  readonly compact: boolean
}) {
  const { voice } = usePart({}, 'DefaultArrangement')
  const isEmpty = !useRealtimeState(voice.session, hasWords)
  const { connection } = voice
  const hasLine = connection.status === 'connected' || connection.status === 'reconnecting'
  const isBeforeIt = isEmpty && !hasLine
  return (
    <>
      {!compact && (
        <header data-voice="header">
          <div data-voice="title">
            {title !== undefined && <Heading level={2}>{title}</Heading>}
            <SessionStatus />
          </div>
          <Clock />
          <SettingsDialog />
        </header>
      )}
      <Stage>
        {connection.status === 'connecting' && <ConnectingStages />}
        {connection.status === 'failed' && isBeforeIt && <ErrorNotice error={connection.error} />}
      </Stage>
      {!compact && <Transcript />}
      {!(connection.status === 'failed' && isBeforeIt) && <Notices />}
      {!compact && hasLine && <Composer />}
      <ConversationControls />
    </>
  )
}
