'use client'
import type { VoiceError } from '../base/errors.ts'
import type { VoiceChatState } from '../hooks/results.ts'
import { useRealtimeState } from '../hooks/useRealtimeState.ts'
import type { Service } from '../protocol/settingLimits.ts'
import { omit, type SessionSettings, type SettingName } from '../protocol/settings.ts'
import type { SessionSnapshot } from '../session/SessionSnapshot.ts'

/** What a form of settings needs to know. */
export interface SettingsInForm {
  /** What to show: what was asked for, unless it was refused. */
  readonly shown: SessionSettings
  readonly refusalOf: (name: SettingName) => VoiceError | null
  readonly service: Service | null
  /** Whether the assistant has been heard on this line: its voice is fixed. */
  readonly hasSpoken: boolean
  /** Whether a change reaches a running line. Before there is one, everything applies. */
  readonly isLive: boolean
  readonly set: (change: SessionSettings) => void
}

const select = (snapshot: SessionSnapshot) => ({
  wanted: snapshot.wantedSettings,
  inForce: snapshot.settings,
  refused: snapshot.refusedSettings,
  service: snapshot.service,
  hasSpoken: snapshot.conversation.items.some(
    ({ role, kind }) => role === 'assistant' && kind === 'message',
  ),
})

export function useSettings(voice: VoiceChatState): SettingsInForm {
  const { wanted, inForce, refused, service, hasSpoken } = useRealtimeState(voice.session, select)
  const kept = Object.keys(refused).filter((name) => refused[name]?.code === 'setting_refused')
  return {
    shown: { ...inForce, ...omit(wanted, kept) },
    refusalOf: (name) => refused[name] ?? null,
    service,
    hasSpoken,
    isLive: voice.connection.status === 'connected',
    set: voice.updateSettings,
  }
}
