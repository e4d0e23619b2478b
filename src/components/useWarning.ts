'use client'
import { useState } from 'react'
import type { VoiceError } from '../base/errors.ts'
import type { UseMicrophoneResult, VoiceChatState } from '../hooks/results.ts'
import { useRealtimeEvent } from '../hooks/useRealtimeEvent.ts'
import type { RealtimeSession } from '../session/RealtimeSession.ts'
import { useHoldSlip } from './useHoldSlip.ts'
import { useMutedTalking } from './useMutedTalking.ts'

/** What the user should know in a conversation that goes on. `notice` is there for what can be dismissed. */
export interface Warning {
  readonly kind:
    | 'blocked'
    | 'interrupted'
    | 'system-muted'
    | 'silent'
    | 'muted-talking'
    | 'hold-slip'
    | 'echo'
    | 'microphone-changed'
    | 'speaker-changed'
  readonly notice?: VoiceError
}

export interface UseWarningResult {
  /** The gravest. */
  readonly warning: Warning | null
  readonly dismiss: (notice: VoiceError) => void
}

export function useWarning(voice: VoiceChatState): UseWarningResult {
  const [dismissed, setDismissed] = useState<readonly VoiceError[]>([])
  const isMutedTalking = useMutedTalking(voice.microphone)
  const isHoldSlip = useHoldSlip(voice.session)
  const echo = useEcho(voice.session)
  const { microphone, player } = voice
  const notices: readonly (readonly [Warning['kind'], VoiceError | null, VoiceError['code']])[] = [
    ['silent', microphone.notice, 'microphone_silent'],
    ['echo', echo, 'possible_echo'],
    ['microphone-changed', microphone.notice, 'device_changed'],
    ['speaker-changed', player.notice, 'device_changed'],
  ]
  const noticed = notices.flatMap(([kind, notice, code]) =>
    notice?.code === code && !dismissed.includes(notice) ? [{ kind, notice }] : [],
  )
  // From the gravest on: nothing is heard, nobody is heard, what was just tried, what may be.
  const holding: readonly (Warning | false | undefined)[] = [
    player.blocked && { kind: 'blocked' },
    player.notice?.code === 'audio_interrupted' && { kind: 'interrupted' },
    isSystemMuted(microphone) && { kind: 'system-muted' },
    noticed.find(({ kind }) => kind === 'silent'),
    isMutedTalking && { kind: 'muted-talking' },
    isHoldSlip && { kind: 'hold-slip' },
    noticed[0],
  ]
  const hasLine = voice.connection.status === 'connected'
  return {
    warning: (hasLine && holding.find((one) => typeof one === 'object')) || null,
    dismiss: (notice) => setDismissed((before) => [...before, notice]),
  }
}

/** Who muted themselves need not hear that they are muted elsewhere too. */
const isSystemMuted = ({ status, isMutedBySystem }: UseMicrophoneResult) =>
  status === 'live' && isMutedBySystem

/** It is told once, and nobody can tell when it is over. */
function useEcho(session: RealtimeSession): VoiceError | null {
  const [echo, setEcho] = useState<VoiceError | null>(null)
  useRealtimeEvent(session, 'warning', (warning) => {
    if (warning.code === 'possible_echo') setEcho(warning)
  })
  useRealtimeEvent(session, 'session.created', () => setEcho(null))
  return echo
}
