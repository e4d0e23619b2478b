import type { VoiceChatState } from '../hooks/results.ts'

/** Whether the user muted themselves in a call. Without a microphone there is nothing to mute. */
export const isMuted = ({ connection, microphone }: VoiceChatState): boolean =>
  microphone.status === 'muted' &&
  (connection.status === 'connected' || connection.status === 'reconnecting')
