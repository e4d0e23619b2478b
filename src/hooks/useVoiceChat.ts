'use client'
import type { AudioPlayerOptions } from '../audio/AudioPlayer.ts'
import type { VoiceChatState } from './results.ts'
import { useAudioPlayer } from './useAudioPlayer.ts'
import { useMicrophone, type UseMicrophoneOptions } from './useMicrophone.ts'
import { useRealtimeSession, type UseRealtimeSessionOptions } from './useRealtimeSession.ts'

export interface UseVoiceChatOptions
  extends
    Omit<UseRealtimeSessionOptions, 'microphone' | 'player'>,
    Pick<UseMicrophoneOptions, 'constraints' | 'chunkMs' | 'workletUrl'>,
    Pick<AudioPlayerOptions, 'jitterMs'> {}

/** Session, microphone and loudspeaker composed: what `<VoiceChat>` uses. */
export function useVoiceChat(options: UseVoiceChatOptions): VoiceChatState {
  const { constraints, chunkMs, workletUrl, jitterMs, ...session } = options
  const microphone = useMicrophone({ constraints, chunkMs, workletUrl })
  const player = useAudioPlayer({ jitterMs, workletUrl })
  return { ...useRealtimeSession({ ...session, microphone, player }), microphone, player }
}
