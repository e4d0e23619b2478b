export * from './core.ts'
export type {
  UseAudioPlayerResult,
  UseMicrophoneResult,
  UseRealtimeSessionResult,
  VoiceChatState,
} from './hooks/results.ts'
export { useAudioPlayer } from './hooks/useAudioPlayer.ts'
export { useConversation, type UseConversationResult } from './hooks/useConversation.ts'
export { useMeter } from './hooks/useMeter.ts'
export { useMicrophone, type UseMicrophoneOptions } from './hooks/useMicrophone.ts'
export { useRealtimeEvent } from './hooks/useRealtimeEvent.ts'
export { useRealtimeSession, type UseRealtimeSessionOptions } from './hooks/useRealtimeSession.ts'
export { useRealtimeState } from './hooks/useRealtimeState.ts'
export { useVoiceChat, type UseVoiceChatOptions } from './hooks/useVoiceChat.ts'
