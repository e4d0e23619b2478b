export * from './core.ts'
export { AudioPlayer, type AudioPlayerOptions } from './audio/AudioPlayer.ts'
export { listMicrophones } from './audio/devices/listMicrophones.ts'
export { listSpeakers } from './audio/devices/listSpeakers.ts'
export { Microphone, type MicrophoneOptions } from './audio/Microphone.ts'
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
export { useRealtimeTool } from './hooks/useRealtimeTool.ts'
export { useRealtimeState } from './hooks/useRealtimeState.ts'
export {
  useTurnLatency,
  type UseTurnLatencyOptions,
  type UseTurnLatencyResult,
} from './hooks/useTurnLatency.ts'
export { useUsage, type UseUsageOptions, type UseUsageResult } from './hooks/useUsage.ts'
export { useVoiceChat, type UseVoiceChatOptions } from './hooks/useVoiceChat.ts'
export { Composer, type ComposerProps } from './components/Composer.tsx'
export {
  ConversationControls,
  type ConversationControlsProps,
} from './components/ConversationControls.tsx'
export { DeviceSettings, type DeviceSettingsProps } from './components/DeviceSettings.tsx'
export { ErrorNotice, type ErrorNoticeProps } from './components/ErrorNotice.tsx'
export { LABELS, type VoiceLabels } from './components/labels.ts'
export { LevelMeter, type LevelMeterProps } from './components/LevelMeter.tsx'
export { Notices, type NoticesProps } from './components/Notices.tsx'
export { SessionSettings, type SessionSettingsProps } from './components/SessionSettings.tsx'
export { SessionStatus, type SessionStatusProps } from './components/SessionStatus.tsx'
export { Stage, type StageProps } from './components/Stage.tsx'
export { Transcript, type TranscriptProps } from './components/Transcript.tsx'
export type { Shortcuts } from './components/useShortcuts.ts'
export { VadSettings, type VadSettingsProps } from './components/VadSettings.tsx'
export { VoiceChat, type VoiceChatProps } from './components/VoiceChat.tsx'
export { VoiceVisualizer, type VoiceVisualizerProps } from './components/VoiceVisualizer.tsx'
