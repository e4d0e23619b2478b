'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { AudioDevice } from '../audio/devices/AudioDevice.ts'
import { listMicrophones, onDeviceChange } from '../audio/devices/listMicrophones.ts'
import { Microphone, type MicrophoneOptions } from '../audio/Microphone.ts'
import {
  microphonePermission,
  onPermissionChange,
  type MicrophonePermission,
} from '../audio/devices/microphonePermission.ts'
import type { MicrophoneState } from '../audio/MicrophoneSource.ts'
import type { UseMicrophoneResult } from './results.ts'
import { useLifetime } from './useLifetime.ts'
import { useOwnQueryClient } from './useOwnQueryClient.ts'
import { useReadable } from './useReadable.ts'

export type UseMicrophoneOptions = MicrophoneOptions

const DEVICES = ['realtime-voice', 'microphones'] as const
const PERMISSION = ['realtime-voice', 'microphone-permission'] as const
const NONE: readonly AudioDevice[] = []

const selectAll = (state: MicrophoneState) => state

/**
 * A microphone that lives as long as the component.
 *
 * Hand it to `useRealtimeSession`, which starts and stops it; one that you started yourself is left running. Nobody is
 * asked for anything until `start()`. Devices have names only after the user has allowed one once. Options are those
 * of the first render.
 */
export function useMicrophone(options: UseMicrophoneOptions = {}): UseMicrophoneResult {
  const [microphone] = useState(() => new Microphone(options))
  const [deviceId, setDeviceId] = useState<string | null>(options.deviceId ?? null)
  const state = useReadable(microphone.state, selectAll)
  const { status, error, notice } = state
  useLifetime(() => microphone.stop())

  const client = useOwnQueryClient()
  const devices = useQuery({ queryKey: DEVICES, queryFn: listMicrophones }, client)
  const permission = useQuery({ queryKey: PERMISSION, queryFn: microphonePermission }, client)
  useEffect(() => {
    const refresh = () => {
      void client.invalidateQueries({ queryKey: DEVICES })
      void client.invalidateQueries({ queryKey: PERMISSION })
    }
    // Names come with the permission, so they are asked for anew once a microphone is open. Some systems tell of a device
    // that went away only when somebody looks: what is wrong with the one in use is a reason to.
    if (status === 'live' || status === 'lost' || notice) refresh()
    const offs = [onDeviceChange(refresh), onPermissionChange(refresh)]
    return () => {
      for (const off of offs) off()
    }
  }, [client, status, notice])

  const selectDevice = useCallback(
    (next: string | null) => {
      setDeviceId(next)
      // What goes wrong is in `error`, and the choice is what it was.
      microphone.selectDevice(next).catch(() => setDeviceId(microphone.deviceId))
    },
    [microphone],
  )
  const [bound] = useState(() => ({
    start: () => microphone.start(),
    stop: () => microphone.stop(),
    mute: () => microphone.mute(),
    unmute: () => microphone.unmute(),
  }))
  const known: MicrophonePermission = permission.data ?? 'unknown'
  return {
    microphone,
    status,
    permission: known,
    devices: devices.data ?? NONE,
    deviceId,
    device: state.device ?? null,
    selectDevice,
    isMutedBySystem: state.isMutedBySystem ?? false,
    meter: microphone.meter,
    error,
    notice: notice ?? null,
    ...bound,
  }
}
