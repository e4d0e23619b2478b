'use client'
import type { VoiceChatState } from '../hooks/results.ts'
import { DEFAULT_SETTINGS, type TurnDetection } from '../protocol/settings.ts'
import type { SessionSnapshot } from '../session/SessionSnapshot.ts'
import { useDraft } from './useDraft.ts'

/** The turn detection of a voice, as a form wants it: what is chosen is shown at once and sent when the hand rests. */
export function useLiveDetection(voice: VoiceChatState) {
  const { turnDetection: given } = voice.settings
  const inForce: TurnDetection = given === undefined ? DEFAULT_SETTINGS.turnDetection : given
  const refusal = voice.error?.code === 'setting_refused' ? voice.error : null
  return useDraft<TurnDetection>(inForce, refusal, (turnDetection) =>
    voice.updateSettings({ turnDetection: ownOf(turnDetection, voice.session.getSnapshot()) }),
  )
}

/** With half duplex the service was told by us that speech does not interrupt: the app has not asked for it. */
function ownOf(
  detection: TurnDetection,
  { bargeIn, wantedSettings: { turnDetection: wanted } }: SessionSnapshot,
): TurnDetection {
  if (detection === null || bargeIn !== 'off') return detection
  return { ...detection, interruptResponse: wanted?.interruptResponse }
}
