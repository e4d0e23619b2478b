'use client'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { ErrorNotice } from './ErrorNotice.tsx'
import { focusPart } from './focusPart.ts'
import { Icon, type IconName } from './Icon.tsx'
import { useHoldSlip } from './useHoldSlip.ts'
import { useMutedTalking } from './useMutedTalking.ts'
import { usePart, type PartProps, type VoiceContextValue } from './VoiceContext.ts'

export interface NoticesProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'div'>, 'children'> {}

/** What stands in the way of the conversation: at most one thing at a time, the gravest. */
export function Notices({ voice, labels, ...rest }: NoticesProps) {
  const part = usePart({ voice, labels }, 'Notices')
  const isMutedTalking = useMutedTalking(part.voice.microphone)
  const isHoldSlip = useHoldSlip(part.voice.session)
  return (
    <div {...rest} data-voice="notices">
      <Gravest {...part} isMutedTalking={isMutedTalking} isHoldSlip={isHoldSlip} />
    </div>
  )
}

interface GravestProps extends VoiceContextValue {
  readonly isMutedTalking: boolean
  readonly isHoldSlip: boolean
}

function Gravest({ voice, labels, isMutedTalking, isHoldSlip }: GravestProps) {
  const hasLine = voice.connection.status === 'connected'
  if (voice.error !== null && voice.error.area !== 'speaker')
    return <ErrorNotice error={voice.error} voice={voice} labels={labels} />
  if (hasLine && voice.player.blocked)
    return (
      <Notice icon="sound-off" title={labels.blockedTitle} message={labels.blockedMessage}>
        <button
          type="button"
          data-voice="button"
          onClick={(event) => {
            focusPart(event.currentTarget, 'controls')
            // What goes wrong is in the error of the player.
            voice.player.unblock().catch(() => undefined)
          }}
        >
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
          onClick={(event) => {
            focusPart(event.currentTarget, 'controls')
            voice.microphone.unmute()
          }}
        >
          {labels.unmuteShort}
        </button>
      </Notice>
    )
  if (hasLine && isHoldSlip) return <Notice icon="microphone" title={labels.holdSlipTitle} />
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
  readonly message?: string | undefined
  readonly children?: ReactNode
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
