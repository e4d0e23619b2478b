import { useState } from 'react'
import type { VoiceChatState } from '../../src/hooks/results.ts'
import { useReadable } from '../../src/hooks/useReadable.ts'
import { useRealtimeSession } from '../../src/hooks/useRealtimeSession.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import type { BargeIn } from '../../src/session/BargeIn.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import type { ScriptedLine } from '../../src/testing/scriptedLine.ts'

export interface Stage {
  readonly line: ScriptedLine
  readonly microphone: SampledMicrophone
  readonly player: ClockedPlayer
}

const same = <T>(state: T) => state

/** What `useVoiceChat` gives, over a line, a microphone and a player that the test holds in its hands. */
export function useSampledVoice(
  { line, microphone, player }: Stage,
  settings?: SessionSettings,
  bargeIn?: BargeIn,
): VoiceChatState {
  const voice = useRealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: line.transport,
    microphone,
    player,
    settings,
    bargeIn,
  })
  const heard = useReadable(microphone.state, same)
  const sound = useReadable(player.state, same)
  const [deviceId, selectDevice] = useState<string | null>(null)
  return {
    ...voice,
    microphone: {
      microphone,
      status: heard.status,
      error: heard.error,
      device: heard.device ?? null,
      isMutedBySystem: heard.isMutedBySystem ?? false,
      notice: heard.notice ?? null,
      permission: 'granted',
      devices: [],
      deviceId,
      selectDevice,
      start: () => microphone.start(),
      stop: () => microphone.stop(),
      mute: () => microphone.mute(),
      unmute: () => microphone.unmute(),
      meter: microphone.meter,
    },
    player: {
      player,
      ...sound,
      blocked: sound.status === 'blocked',
      unblock: () => player.start(),
      setVolume: (volume) => player.setVolume(volume),
      outputDevices: [],
      outputDeviceId: null,
      selectOutputDevice: () => undefined,
      notice: null,
      meter: player.meter,
    },
  }
}
