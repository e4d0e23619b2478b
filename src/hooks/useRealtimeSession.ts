'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { MicrophoneSource } from '../audio/MicrophoneSource.ts'
import type { Player } from '../audio/Player.ts'
import type { VoiceError } from '../base/errors.ts'
import { changedSettings } from '../protocol/settings.ts'
import type { AnyEvent } from '../session/EventHub.ts'
import { RealtimeSession } from '../session/RealtimeSession.ts'
import type { RealtimeSessionOptions } from '../session/RealtimeSessionOptions.ts'
import type { SessionSnapshot } from '../session/SessionSnapshot.ts'
import type {
  UseAudioPlayerResult,
  UseMicrophoneResult,
  UseRealtimeSessionResult,
} from './results.ts'
import { useLatest } from './useLatest.ts'
import { useLifetime } from './useLifetime.ts'
import { useReadable } from './useReadable.ts'

export interface UseRealtimeSessionOptions extends Omit<
  RealtimeSessionOptions,
  'microphone' | 'player'
> {
  /** The result of `useMicrophone`, a microphone, or nothing: then there is only text. */
  readonly microphone?: UseMicrophoneResult | MicrophoneSource | undefined
  /** The result of `useAudioPlayer`, a player, or nothing: then nothing is heard here. */
  readonly player?: UseAudioPlayerResult | Player | undefined
}

const microphoneOf = (given: UseRealtimeSessionOptions['microphone']) =>
  given && 'microphone' in given ? given.microphone : given

const playerOf = (given: UseRealtimeSessionOptions['player']) =>
  given && 'player' in given ? given.player : given

const selectConnection = (snapshot: SessionSnapshot) => snapshot.connection
const selectModelStatus = (snapshot: SessionSnapshot) => snapshot.modelStatus
const selectError = (snapshot: SessionSnapshot) => snapshot.error
const selectExpiresAt = (snapshot: SessionSnapshot) => snapshot.expiresAt
const selectSettings = (snapshot: SessionSnapshot) => snapshot.settings

/**
 * A conversation that lives as long as the component.
 *
 * Renders when the connection, the status, an error or a setting changes, a few times in a turn, and never because
 * of audio or words: those are read by `useMeter` and `useConversation`, where they are shown. Options may be
 * written inline. Changed settings are sent; a changed endpoint is used by the next attempt.
 *
 * @example
 * const voice = useRealtimeSession({ endpoint, microphone: useMicrophone(), player: useAudioPlayer() })
 */
export function useRealtimeSession(options: UseRealtimeSessionOptions): UseRealtimeSessionResult {
  const { settings, onError, onEvent, endpoint, transport, requireMicrophone, tools, prices } =
    options
  const { answerTimeoutMs, bargeIn } = options
  const microphone = microphoneOf(options.microphone)
  const player = playerOf(options.player)
  const handlers = useLatest({ onError, onEvent })
  const current = {
    endpoint,
    transport,
    requireMicrophone,
    tools,
    prices,
    answerTimeoutMs,
    bargeIn,
    microphone,
    player,
    onError: (error: VoiceError) => handlers.current.onError?.(error),
    onEvent: (event: AnyEvent) => handlers.current.onEvent?.(event),
  }
  const [session] = useState(() => new RealtimeSession({ ...current, settings }))
  useLifetime(session.disconnect, 'first')
  useEffect(() => session.setOptions(current))

  const sent = useRef(settings ?? {})
  useEffect(() => {
    const changed = changedSettings(sent.current, settings ?? {})
    if (changed === null) return
    sent.current = settings ?? {}
    session.updateSettings(changed)
  })

  const readable = useMemo(
    () => ({ get: session.getSnapshot, subscribe: session.subscribe }),
    [session],
  )
  return {
    session,
    connection: useReadable(readable, selectConnection),
    modelStatus: useReadable(readable, selectModelStatus),
    error: useReadable(readable, selectError),
    expiresAt: useReadable(readable, selectExpiresAt),
    settings: useReadable(readable, selectSettings),
    clearError: session.clearError,
    connect: session.connect,
    disconnect: session.disconnect,
    interrupt: session.interrupt,
    sendText: session.sendText,
    sendImage: session.sendImage,
    updateSettings: session.updateSettings,
    approve: session.approve,
    reject: session.reject,
    startTurn: session.startTurn,
    endTurn: session.endTurn,
  }
}
