import { silentMeter } from '../../src/audio/sound/Meter.ts'
import type { UseMicrophoneResult, VoiceChatState } from '../../src/hooks/results.ts'
import { local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

const nothing = () => undefined
const settled = () => Promise.resolve()

interface Given extends Partial<Omit<VoiceChatState, 'microphone'>> {
  readonly microphone?: Partial<UseMicrophoneResult> | undefined
}

/** A picture of a conversation at one moment, for parts that only show it. Nothing happens in it. */
export function voiceState({ microphone: heard, ...given }: Given = {}): VoiceChatState {
  const microphone = new SampledMicrophone()
  const player = new ClockedPlayer()
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: scriptedLine().transport,
    microphone,
    player,
  })
  return {
    session,
    connection: { status: 'idle' },
    modelStatus: 'idle',
    error: null,
    clearError: nothing,
    expiresAt: null,
    settings: { turnDetection: { type: 'server_vad' } },
    connect: settled,
    disconnect: nothing,
    interrupt: nothing,
    sendText: () => '',
    sendImage: () => '',
    approve: () => undefined,
    reject: () => undefined,
    updateSettings: nothing,
    startTurn: nothing,
    endTurn: nothing,
    player: {
      player,
      status: 'running',
      isPlaying: false,
      blocked: false,
      unblock: settled,
      volume: 1,
      setVolume: nothing,
      outputDevices: [],
      outputDeviceId: null,
      selectOutputDevice: nothing,
      notice: null,
      meter: silentMeter,
      error: null,
    },
    ...given,
    microphone: {
      microphone,
      status: 'live',
      permission: 'granted',
      devices: [],
      deviceId: null,
      device: null,
      isMutedBySystem: false,
      notice: null,
      selectDevice: nothing,
      start: settled,
      stop: nothing,
      mute: nothing,
      unmute: nothing,
      meter: silentMeter,
      error: null,
      ...heard,
    },
  }
}
