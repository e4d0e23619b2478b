'use client'
import { useEffect, useRef, useState, type ComponentPropsWithoutRef } from 'react'
import { boundaryBetween, type Moment } from './boundaries.ts'
import { isMuted } from './isMuted.ts'
import { fillLabel } from './labels.ts'
import { useAskedApproval } from './useAskedApproval.ts'
import { usePart, type PartProps, type VoiceContextValue } from './VoiceContext.ts'

/** Screen readers queue what they are told; more often than this they fall behind the conversation. */
const PAUSE_MS = 1500

export interface AnnouncerProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'div'>, 'children'> {}

/** Tells screen readers when the conversation, or the turn, passes to somebody else. Never what is said. */
export function Announcer({ voice, labels, ...rest }: AnnouncerProps) {
  const part = usePart({ voice, labels }, 'Announcer')
  const message = useAnnouncement(part)
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

function useAnnouncement({ voice, labels }: VoiceContextValue): string {
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
