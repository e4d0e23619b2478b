'use client'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { ErrorNotice } from './ErrorNotice.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { useMutedTalking } from './useMutedTalking.ts'
import { usePart, type PartProps } from './VoiceContext.ts'

export interface NoticesProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'div'>, 'children'> {}

/** What stands in the way of the conversation: at most one thing at a time, the gravest. */
export function Notices({ voice, labels, ...rest }: NoticesProps) {
  const part = usePart({ voice, labels }, 'Notices')
  const isMutedTalking = useMutedTalking(part.voice.microphone)
  return (
    <div {...rest} data-voice="notices">
      <Gravest {...part} isMutedTalking={isMutedTalking} />
    </div>
  )
}

function Gravest({
  voice,
  labels,
  isMutedTalking,
}: ReturnType<typeof usePart> & { readonly isMutedTalking: boolean }) {
  const hasLine = voice.connection.status === 'connected'
  if (voice.error !== null && voice.error.area !== 'speaker')
    return <ErrorNotice error={voice.error} voice={voice} labels={labels} />
  if (hasLine && voice.player.blocked)
    return (
      <Notice icon="sound-off" title={labels.blockedTitle} message={labels.blockedMessage}>
        <button type="button" data-voice="button" onClick={() => void voice.player.unblock()}>
          {labels.unblock}
        </button>
      </Notice>
    )
  if (voice.error !== null) return <ErrorNotice error={voice.error} voice={voice} labels={labels} />
  if (hasLine && isMutedTalking)
    return (
      <Notice
        icon="microphone-off"
        title={labels.mutedTalkingTitle}
        message={labels.mutedTalkingMessage}
      >
        <button
          type="button"
          data-voice="button"
          aria-label={labels.unmute}
          onClick={voice.microphone.unmute}
        >
          {labels.unmuteShort}
        </button>
      </Notice>
    )
  return null
}

function Notice({
  icon,
  title,
  message,
  children,
}: {
  readonly icon: IconName
  readonly title: string
  readonly message: string
  readonly children: ReactNode
}) {
  return (
    <div data-voice="notice" data-tone="warning">
      <Icon name={icon} />
      <p>
        <b>{title}</b> {message}
      </p>
      {children}
    </div>
  )
}
