'use client'
import type { ComponentPropsWithoutRef } from 'react'
import { HoldToTalk } from './HoldToTalk.tsx'
import { Icon } from './Icon.tsx'
import { LevelMeter } from './LevelMeter.tsx'
import { toggleMicrophone } from './toggleMicrophone.ts'
import { usePart, type PartProps } from './VoiceContext.ts'

export interface ConversationControlsProps extends PartProps, ComponentPropsWithoutRef<'div'> {}

/**
 * Start and end, microphone, interrupt; with push to talk, the button to hold.
 *
 * A button with nothing to do is `aria-disabled` and stays where it is. Start and end are one element, so the focus stays.
 */
export function ConversationControls({ voice, labels, ...rest }: ConversationControlsProps) {
  const part = usePart({ voice, labels }, 'ConversationControls')
  const { connection } = part.voice
  const isIn = connection.status === 'connected' || connection.status === 'reconnecting'
  const isRunning = isIn || connection.status === 'connecting'
  const isPushToTalk = part.voice.settings.turnDetection === null
  const word = isIn ? part.labels.endShort : isRunning ? part.labels.end : part.labels.start
  return (
    <div
      role="group"
      aria-label={part.labels.controls}
      {...rest}
      data-voice="conversation-controls"
    >
      {isIn && !isPushToTalk && <MicrophoneButton {...part} />}
      {isIn && <InterruptButton {...part} />}
      {isIn && isPushToTalk && <HoldToTalk {...part} />}
      <button
        type="button"
        data-voice="button"
        data-variant={isRunning ? 'danger' : 'primary'}
        data-size={isIn ? undefined : 'l'}
        aria-label={isRunning ? part.labels.end : part.labels.start}
        onClick={(event) => {
          // The second click of a double click would take back what the first one did: both buttons are one.
          if (event.detail > 1) return
          if (isRunning) part.voice.disconnect()
          else void part.voice.connect()
        }}
      >
        <Icon name={isRunning ? 'hang-up' : 'microphone'} />
        <span>{word}</span>
      </button>
    </div>
  )
}

type Part = ReturnType<typeof usePart>

function MicrophoneButton({ voice, labels }: Part) {
  const { status, meter } = voice.microphone
  const isLive = status === 'live'
  const isMuted = status === 'muted'
  // One that is not open is not muted either: to unmute it would do nothing.
  const [name, word]: readonly [string, string] = isLive
    ? [labels.mute, labels.muteShort]
    : isMuted
      ? [labels.unmute, labels.unmuteShort]
      : [labels.turnOn, labels.turnOnShort]
  return (
    <button
      type="button"
      data-voice="button"
      data-pressed={isMuted || undefined}
      aria-label={name}
      aria-disabled={status === 'requesting' || undefined}
      onClick={() => toggleMicrophone(voice)}
    >
      <Icon name={isLive ? 'microphone' : 'microphone-off'} />
      <span>{word}</span>
      {isLive && <LevelMeter meter={meter} />}
    </button>
  )
}

function InterruptButton({ voice, labels }: Part) {
  const canInterrupt = voice.modelStatus === 'thinking' || voice.modelStatus === 'speaking'
  return (
    <button
      type="button"
      data-voice="button"
      aria-disabled={canInterrupt ? undefined : true}
      onClick={() => {
        if (canInterrupt) voice.interrupt()
      }}
    >
      <Icon name="interrupt" />
      <span>{labels.interrupt}</span>
    </button>
  )
}
