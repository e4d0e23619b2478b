'use client'
import { useEffect, useState } from 'react'
import type { VoiceError } from '../base/errors.ts'
import { useLatest } from '../hooks/useLatest.ts'
import { useReadable } from '../hooks/useReadable.ts'
import { SettingDraft } from './SettingDraft.ts'

/**
 * A setting that a hand moves: what is chosen is shown at once and sent when the hand rests.
 *
 * @param inForce - Shown when nothing is chosen. A new value of it answers what was chosen, and so does a new refusal.
 */
export function useDraft<V>(inForce: V, refusal: VoiceError | null, send: (value: V) => void) {
  const latest = useLatest(send)
  const [draft] = useState(() => new SettingDraft<V>((value) => latest.current(value)))
  useEffect(() => draft.answered(), [draft, inForce, refusal])
  // A form that closes within the rest of the hand has still been filled in.
  useEffect(() => draft.flush, [draft])
  const chosen = useReadable(draft.state, selectDraft<V>)
  return {
    value: chosen === undefined ? inForce : chosen,
    onChange: draft.change,
    onHold: draft.hold,
  }
}

const selectDraft = <V>(draft: V | undefined): V | undefined => draft
