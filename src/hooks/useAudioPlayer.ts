'use client'
import { useState } from 'react'
import { AudioPlayer, type AudioPlayerOptions } from '../audio/AudioPlayer.ts'
import type { PlayerState } from '../audio/Player.ts'
import type { UseAudioPlayerResult } from './results.ts'
import { useLifetime } from './useLifetime.ts'
import { useReadable } from './useReadable.ts'

const selectAll = (state: PlayerState) => state

/**
 * A loudspeaker that lives as long as the component.
 *
 * Hand it to `useRealtimeSession`, which starts and stops it. Options are those of the first render.
 */
export function useAudioPlayer(options: AudioPlayerOptions = {}): UseAudioPlayerResult {
  const [player] = useState(() => new AudioPlayer(options))
  useLifetime(() => player.stop())
  const { status, isPlaying, volume, error } = useReadable(player.state, selectAll)
  const [bound] = useState(() => ({
    unblock: () => player.start(),
    setVolume: (next: number) => player.setVolume(next),
  }))
  return {
    player,
    status,
    isPlaying,
    blocked: status === 'blocked',
    volume,
    meter: player.meter,
    error,
    ...bound,
  }
}
