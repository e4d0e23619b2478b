'use client'
import { useRealtimeState } from '../hooks/useRealtimeState.ts'
import { SETTING_ROWS } from '../protocol/settingRows.ts'
import { sameValue, SETTING_NAMES } from '../protocol/settings.ts'
import type { SessionSnapshot } from '../session/SessionSnapshot.ts'
import { fillLabel } from './labels.ts'
import { usePart, type PartProps } from './VoiceContext.ts'

/** How many changes a running line cannot take. */
function countPending(snapshot: SessionSnapshot): number {
  const { connection, settings, wantedSettings, refusedSettings } = snapshot
  if (connection.status !== 'connected') return 0
  return SETTING_NAMES.filter((name) => {
    const waits = SETTING_ROWS[name].applies === 'reconnect'
    const isLocked = refusedSettings[name]?.code === 'voice_locked'
    return (waits || isLocked) && !sameValue(settings[name], wantedSettings[name])
  }).length
}

/** Says at the foot of the sheet that changes wait for the next line; nothing when none does. */
export function PendingChanges(props: PartProps) {
  const { voice, labels } = usePart(props, 'PendingChanges')
  const count = useRealtimeState(voice.session, countPending)
  if (count === 0) return null
  return (
    <footer role="status">
      <p>{count === 1 ? labels.pendingOne : fillLabel(labels.pendingMany, { count })}</p>
    </footer>
  )
}
