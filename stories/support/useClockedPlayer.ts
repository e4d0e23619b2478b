import { useState } from 'react'
import type { Meter } from '../../src/audio/sound/Meter.ts'
import type { PlayerState } from '../../src/audio/Player.ts'
import type { UseAudioPlayerResult } from '../../src/hooks/results.ts'
import { useReadable } from '../../src/hooks/useReadable.ts'
import type { ClockedPlayer } from '../../src/testing/index.ts'

const SPEAKERS = [
  { id: 'built-in', label: 'Built-in speakers' },
  { id: 'headset', label: 'Headset' },
]

const selectAll = (state: PlayerState) => state

/** What `useAudioPlayer` would give, of a player whose clock a script winds. */
export function useClockedPlayer(player: ClockedPlayer, meter: Meter): UseAudioPlayerResult {
  const { status, isPlaying, volume, error } = useReadable(player.state, selectAll)
  const [outputDeviceId, selectOutputDevice] = useState<string | null>(null)
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
    outputDevices: SPEAKERS,
    outputDeviceId,
    selectOutputDevice,
    meter,
    error,
    notice: null,
    ...bound,
  }
}
