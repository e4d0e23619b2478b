import { useState } from 'react'
import type { Meter } from '../../src/audio/sound/Meter.ts'
import type { MicrophoneState } from '../../src/audio/MicrophoneSource.ts'
import type { UseMicrophoneResult } from '../../src/hooks/results.ts'
import { useReadable } from '../../src/hooks/useReadable.ts'
import type { SampledMicrophone } from '../../src/testing/index.ts'

const selectAll = (state: MicrophoneState) => state

const DEVICES = [
  { id: 'built-in', label: 'Built-in microphone' },
  { id: 'headset', label: 'Headset' },
] as const

/** What `useMicrophone` would give, of a microphone that a script speaks into. */
export function useSampledMicrophone(
  microphone: SampledMicrophone,
  meter: Meter,
): UseMicrophoneResult {
  const { status, error } = useReadable(microphone.state, selectAll)
  const isOpen = status === 'live' || status === 'muted'
  const [deviceId, selectDevice] = useState<string | null>(null)
  const [bound] = useState(() => ({
    start: () => microphone.start(),
    stop: () => microphone.stop(),
    mute: () => microphone.mute(),
    unmute: () => microphone.unmute(),
  }))
  return {
    microphone,
    status,
    permission: error?.code === 'microphone_denied' ? 'denied' : 'granted',
    devices: DEVICES,
    deviceId,
    device: isOpen ? (DEVICES.find(({ id }) => id === deviceId) ?? DEVICES[0]) : null,
    selectDevice,
    isMutedBySystem: false,
    meter,
    error,
    notice: null,
    ...bound,
  }
}
