import type { VoiceChatState } from '../hooks/results.ts'

/** Mutes, unmutes, or opens one that is not open. What goes wrong is in `microphone.error`. */
export function toggleMicrophone({ microphone }: VoiceChatState): void {
  switch (microphone.status) {
    case 'live':
      return microphone.mute()
    case 'muted':
      return microphone.unmute()
    case 'off':
    case 'lost':
      return void microphone.start().catch(() => undefined)
    case 'requesting':
  }
}
