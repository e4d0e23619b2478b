import type { AudioDevice } from '../audio/devices/AudioDevice.ts'
import type { MicrophoneSource, MicrophoneState } from '../audio/MicrophoneSource.ts'
import type { Meter } from '../audio/sound/Meter.ts'
import type { Player, PlayerState } from '../audio/Player.ts'
import type { VoiceError } from '../base/errors.ts'
import type { SessionSettings } from '../protocol/settings.ts'
import type { Connection } from '../session/Connection.ts'
import type { RealtimeSession } from '../session/RealtimeSession.ts'
import type { SendImageOptions, SendTextOptions } from '../session/RealtimeSessionOptions.ts'
import type { ModelStatus } from '../session/turn.ts'

export interface UseMicrophoneResult {
  readonly microphone: MicrophoneSource
  readonly status: MicrophoneState['status']
  /** What the browser says about permission; `unknown` where it does not say. */
  readonly permission: 'granted' | 'denied' | 'prompt' | 'unknown'
  readonly devices: readonly AudioDevice[]
  /** The chosen device, or null for the system's choice. */
  readonly deviceId: string | null
  /** The one that is really heard, whatever was chosen; null while off. */
  readonly device: AudioDevice | null
  /** Used from the next `start()`, or at once: the one before is heard until then, and goes on when this one cannot be had. */
  readonly selectDevice: (deviceId: string | null) => void
  readonly start: () => Promise<void>
  readonly stop: () => void
  readonly mute: () => void
  readonly unmute: () => void
  /** The system or a switch on the device silences it; `unmute()` does not help. */
  readonly isMutedBySystem: boolean
  readonly meter: Meter
  readonly error: VoiceError | null
  /** What the user ought to know though it goes on: `device_changed`, `microphone_silent`. */
  readonly notice: VoiceError | null
}

export interface UseAudioPlayerResult {
  readonly player: Player
  readonly status: PlayerState['status']
  readonly isPlaying: boolean
  /** The browser keeps the sound back until `unblock()` is called from a click. */
  readonly blocked: boolean
  readonly unblock: () => Promise<void>
  readonly volume: number
  readonly setVolume: (volume: number) => void
  /** Empty where a page cannot choose, and until the user has allowed a microphone once. */
  readonly outputDevices: readonly AudioDevice[]
  /** The chosen one, or null for the system's choice. */
  readonly outputDeviceId: string | null
  /** Used at once. One that cannot be had becomes the system's choice, with a `notice`. */
  readonly selectOutputDevice: (deviceId: string | null) => void
  readonly meter: Meter
  readonly error: VoiceError | null
  /** What the user ought to know though it goes on: `audio_interrupted`, `device_changed`. */
  readonly notice: VoiceError | null
}

export interface UseRealtimeSessionResult {
  /** For other hooks and for what is not listed here. The same object in every render. */
  readonly session: RealtimeSession
  readonly connection: Connection
  readonly modelStatus: ModelStatus
  readonly error: VoiceError | null
  readonly clearError: () => void
  readonly expiresAt: Date | null
  /** What is in force, confirmed by the service. */
  readonly settings: SessionSettings
  /** An `onClick`: browsers start sound and microphone only from one. Resolves when connected. */
  readonly connect: () => Promise<void>
  readonly disconnect: () => void
  readonly interrupt: () => void
  readonly sendText: (text: string, options?: SendTextOptions) => string
  readonly sendImage: (url: string, options?: SendImageOptions) => string
  readonly updateSettings: (settings: SessionSettings) => void
  /** Consent to a tool call that waits for it, or forbid it; `callId` is in the item's `call`. */
  readonly approve: (callId: string) => void
  readonly reject: (callId: string, reason?: string) => void
  /** Push to talk, with `turnDetection: null`: pressed, and let go. */
  readonly startTurn: () => void
  readonly endTurn: () => void
}

/** What `useVoiceChat` gives and what every part of `<VoiceChat>` takes as `voice`. */
export interface VoiceChatState extends UseRealtimeSessionResult {
  readonly microphone: UseMicrophoneResult
  readonly player: UseAudioPlayerResult
}
