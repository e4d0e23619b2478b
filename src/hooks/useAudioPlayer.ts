'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { AudioDevice } from '../audio/devices/AudioDevice.ts'
import { AudioPlayer, type AudioPlayerOptions } from '../audio/AudioPlayer.ts'
import { onDeviceChange } from '../audio/devices/listMicrophones.ts'
import { listSpeakers } from '../audio/devices/listSpeakers.ts'
import type { PlayerState } from '../audio/Player.ts'
import type { UseAudioPlayerResult } from './results.ts'
import { useLifetime } from './useLifetime.ts'
import { useOwnQueryClient } from './useOwnQueryClient.ts'
import { useReadable } from './useReadable.ts'

const SPEAKERS = ['realtime-voice', 'speakers'] as const
const NONE: readonly AudioDevice[] = []

const selectAll = (state: PlayerState) => state

/**
 * A loudspeaker that lives as long as the component.
 *
 * Hand it to `useRealtimeSession`, which starts and stops it. Loudspeakers can be told apart, and chosen, only after
 * the user has allowed a microphone once. Options are those of the first render.
 */
export function useAudioPlayer(options: AudioPlayerOptions = {}): UseAudioPlayerResult {
  const [player] = useState(() => new AudioPlayer(options))
  useLifetime(() => player.stop())
  const { status, isPlaying, volume, error, deviceId, notice } = useReadable(
    player.state,
    selectAll,
  )
  const client = useOwnQueryClient()
  const speakers = useQuery({ queryKey: SPEAKERS, queryFn: listSpeakers }, client)
  useEffect(() => {
    const refresh = () => void client.invalidateQueries({ queryKey: SPEAKERS })
    // Their names come with the permission for a microphone, and no browser says when: by the first answer it is there.
    if (status !== 'off') refresh()
    return onDeviceChange(refresh)
  }, [client, status, isPlaying])
  const [bound] = useState(() => ({
    unblock: () => player.start(),
    setVolume: (next: number) => player.setVolume(next),
    selectOutputDevice: (next: string | null) => void player.selectDevice(next),
  }))
  return {
    player,
    status,
    isPlaying,
    blocked: status === 'blocked',
    volume,
    outputDevices: speakers.data ?? NONE,
    outputDeviceId: deviceId ?? null,
    meter: player.meter,
    error,
    notice: notice ?? null,
    ...bound,
  }
}
