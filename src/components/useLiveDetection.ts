'use client'
import type { VoiceChatState } from '../hooks/results.ts'
import { DEFAULT_SETTINGS, type TurnDetection } from '../protocol/settings.ts'
import { useDraft } from './useDraft.ts'

/** The turn detection of a voice, as a form wants it: what is chosen is shown at once and sent when the hand rests. */
export function useLiveDetection(voice: VoiceChatState) {
  const { turnDetection: given } = voice.settings
  const inForce: TurnDetection = given === undefined ? DEFAULT_SETTINGS.turnDetection : given
  const refusal = voice.error?.code === 'setting_refused' ? voice.error : null
  return useDraft<TurnDetection>(inForce, refusal, (turnDetection) =>
    voice.updateSettings({ turnDetection }),
  )
}
