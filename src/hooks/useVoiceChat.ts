'use client'
import type { AudioPlayerOptions } from '../audio/AudioPlayer.ts'
import type { VoiceChatState } from './results.ts'
import { useAudioPlayer } from './useAudioPlayer.ts'
import { useMicrophone, type UseMicrophoneOptions } from './useMicrophone.ts'
import { useRealtimeSession, type UseRealtimeSessionOptions } from './useRealtimeSession.ts'

export interface UseVoiceChatOptions
  extends
    Omit<UseRealtimeSessionOptions, 'microphone' | 'player'>,
    Pick<
      UseMicrophoneOptions,
      'constraints' | 'deviceId' | 'chunkMs' | 'prerollMs' | 'workletUrl' | 'workerUrl'
    >,
    Pick<AudioPlayerOptions, 'jitterMs' | 'outputRoute'> {}

/** Session, microphone and loudspeaker composed: what `<VoiceChat>` uses. */
export function useVoiceChat(options: UseVoiceChatOptions): VoiceChatState {
  const { constraints, deviceId, chunkMs, prerollMs, workletUrl, workerUrl, ...rest } = options
  const { jitterMs, outputRoute, ...session } = rest
  const capture = { constraints, deviceId, chunkMs, prerollMs, workletUrl, workerUrl }
  const microphone = useMicrophone(capture)
  const player = useAudioPlayer({ jitterMs, outputRoute, workletUrl })
  return { ...useRealtimeSession({ ...session, microphone, player }), microphone, player }
}
