'use client'
import { useEffect, useState } from 'react'
import type { VoiceChatState } from '../hooks/results.ts'
import { useLatest } from '../hooks/useLatest.ts'
import { useReadable } from '../hooks/useReadable.ts'
import { DEFAULT_SETTINGS, type TurnDetection } from '../protocol/settings.ts'
import { DetectionDraft } from './DetectionDraft.ts'

const selectDraft = (draft: TurnDetection | undefined) => draft

/** The turn detection of a voice, as a form wants it: what is chosen is shown at once and sent when the hand rests. */
export function useLiveDetection(voice: VoiceChatState) {
  const update = useLatest(voice.updateSettings)
  const [draft] = useState(
    () => new DetectionDraft((turnDetection) => update.current({ turnDetection })),
  )
  const { turnDetection: given } = voice.settings
  const inForce: TurnDetection = given === undefined ? DEFAULT_SETTINGS.turnDetection : given
  const refusal = voice.error?.code === 'setting_refused' ? voice.error : null
  useEffect(() => draft.answered(), [draft, inForce, refusal])
  // A form that closes within the rest of the hand has still been filled in.
  useEffect(() => draft.flush, [draft])
  const chosen = useReadable(draft.state, selectDraft)
  return {
    value: chosen === undefined ? inForce : chosen,
    onChange: draft.change,
    onHold: draft.hold,
  }
}
