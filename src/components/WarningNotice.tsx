'use client'
import type { VoiceError } from '../base/errors.ts'
import type { DeviceKind } from './DeviceField.tsx'
import type { IconName } from './Icon.tsx'
import { fillLabel, type VoiceLabels } from './labels.ts'
import { Notice } from './Notice.tsx'
import { NoticeButton } from './NoticeButton.tsx'
import type { Warning } from './useWarning.ts'
import type { VoiceContextValue } from './VoiceContext.ts'

export interface WarningNoticeProps extends VoiceContextValue {
  readonly warning: Warning
  readonly onDismiss: (notice: VoiceError) => void
  readonly onChangeDevice: (kind: DeviceKind, from: Element) => void
}

type Words = readonly [IconName, title: keyof VoiceLabels, message?: keyof VoiceLabels]

const WORDS = {
  blocked: ['sound-off', 'blockedTitle', 'blockedMessage'],
  interrupted: ['sound-off', 'interruptedTitle', 'interruptedMessage'],
  'system-muted': ['microphone-off', 'systemMutedTitle', 'systemMutedMessage'],
  silent: ['microphone-off', 'silentTitle', 'silentMessage'],
  'muted-talking': ['microphone-off', 'mutedTalkingTitle', 'mutedTalkingMessage'],
  'hold-slip': ['microphone', 'holdSlipTitle'],
  echo: ['speaker', 'echoTitle', 'echoMessage'],
  'microphone-changed': ['microphone', 'microphoneChangedTitle', 'microphoneChangedMessage'],
  'speaker-changed': ['speaker', 'speakerChangedTitle', 'speakerChangedMessage'],
} as const satisfies Record<Warning['kind'], Words>

/** A warning in words, with the buttons that mend it. */
export function WarningNotice(props: WarningNoticeProps) {
  const { warning, voice, labels, onDismiss } = props
  const [icon, title, message]: Words = WORDS[warning.kind]
  const { notice } = warning
  const facts = {
    device:
      warning.kind === 'speaker-changed'
        ? labels.systemSpeaker
        : (voice.microphone.device?.label ?? labels.silentUnnamed),
    reason: notice?.message ?? '',
  }
  return (
    <Notice
      icon={icon}
      title={labels[title]}
      message={message && fillLabel(labels[message], facts)}
    >
      <Remedy {...props} />
      {notice && (
        <NoticeButton isQuiet onClick={() => onDismiss(notice)}>
          {labels.dismiss}
        </NoticeButton>
      )}
    </Notice>
  )
}

function Remedy({ warning, voice, labels, onDismiss, onChangeDevice }: WarningNoticeProps) {
  const { microphone, player } = voice
  switch (warning.kind) {
    case 'blocked':
    case 'interrupted':
      return (
        // What goes wrong is in the error of the player.
        <NoticeButton onClick={() => void player.unblock().catch(() => undefined)}>
          {labels.unblock}
        </NoticeButton>
      )
    case 'system-muted':
    case 'silent':
    case 'microphone-changed':
      return (
        <NoticeButton isStaying onClick={(from) => onChangeDevice('microphone', from)}>
          {labels.changeMicrophone}
        </NoticeButton>
      )
    case 'speaker-changed':
      return (
        <NoticeButton isStaying onClick={(from) => onChangeDevice('speaker', from)}>
          {labels.changeSpeaker}
        </NoticeButton>
      )
    case 'muted-talking':
      return (
        <NoticeButton name={labels.unmute} onClick={() => microphone.unmute()}>
          {labels.unmuteShort}
        </NoticeButton>
      )
    case 'echo':
      return (
        <NoticeButton
          onClick={() => {
            player.setVolume(player.volume / 2)
            if (warning.notice) onDismiss(warning.notice)
          }}
        >
          {labels.lowerVolume}
        </NoticeButton>
      )
    case 'hold-slip':
      return null
  }
}
