'use client'
import { useEffect, useRef, useState, type ComponentPropsWithoutRef } from 'react'
import type { VoiceError } from '../base/errors.ts'
import type { VoiceChatState } from '../hooks/results.ts'
import { boundaryBetween, type Moment } from './boundaries.ts'
import { isMuted } from './isMuted.ts'
import { fillLabel } from './labels.ts'
import { useAskedApproval } from './useAskedApproval.ts'
import { usePart, type PartProps, type VoiceContextValue } from './VoiceContext.ts'

/** Screen readers queue what they are told; more often than this they fall behind the conversation. */
const PAUSE_MS = 1500

export interface AnnouncerProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** Whether no notice is heard beside it. */
  readonly isAlone?: boolean | undefined
}

/** Tells screen readers when the conversation, or the turn, passes to somebody else. Never what is said. */
export function Announcer({ voice, labels, isAlone = false, ...rest }: AnnouncerProps) {
  const part = usePart({ voice, labels }, 'Announcer')
  const message = useAnnouncement(part, isAlone)
  const asked = useAskedApproval(part.voice)
  return (
    <>
      <div role="status" aria-live="polite" {...rest} data-voice="announcer">
        {message}
      </div>
      {asked !== null && (
        <div role="alert" data-voice="announcer">
          {fillLabel(part.labels.saysApproval, { name: asked })}
        </div>
      )}
    </>
  )
}

function useAnnouncement({ voice, labels }: VoiceContextValue, isAlone: boolean): string {
  const [message, setMessage] = useState('')
  const last = useRef<Moment | null>(null)
  const saidAtMs = useRef(-Infinity)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const was = last.current
    const now: Moment = {
      status: voice.connection.status,
      modelStatus: voice.modelStatus,
      isMuted: isMuted(voice),
      isBroken:
        voice.connection.status === 'reconnecting' ||
        (voice.connection.status === 'connecting' && was?.isBroken === true),
      ...devicesInUse(voice, isAlone),
    }
    last.current = now
    const next = was === null ? null : boundaryBetween(was, now, labels)
    if (next === null) return
    // The newest wins: what waited is old by now.
    clearTimeout(timer.current)
    const waitMs = next === '' ? 0 : Math.max(0, saidAtMs.current + PAUSE_MS - Date.now())
    timer.current = setTimeout(() => {
      if (next !== '') saidAtMs.current = Date.now()
      setMessage(next)
    }, waitMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  return message
}

/** Without those that a notice tells of: twice is once too often while one listens. */
function devicesInUse({ microphone, player }: VoiceChatState, isAlone: boolean) {
  const isToldOf = (notice: VoiceError | null) => !isAlone && notice?.code === 'device_changed'
  const { outputDevices, outputDeviceId } = player
  const speaker = outputDevices.find(({ id }) => id === outputDeviceId)?.label ?? null
  return {
    microphone: isToldOf(microphone.notice) ? undefined : microphone.device?.label,
    speaker: isToldOf(player.notice) ? undefined : speaker,
  }
}
