import type { VoiceChatState } from '../hooks/results.ts'
import { formatDuration } from './formatDuration.ts'
import { isMuted } from './isMuted.ts'
import { fillLabel, type VoiceLabels } from './labels.ts'

export interface StageWords {
  /** What is. */
  readonly title: string
  /** What the user can do now. */
  readonly hint: string
}

/**
 * The words of the stage.
 *
 * @param isLong - Whether the present state has lasted longer than one is used to.
 * @param isAsked - Whether a tool waits for the user's consent.
 */
export function stageWords(
  voice: VoiceChatState,
  labels: VoiceLabels,
  isLong: boolean,
  isAsked: boolean,
): StageWords {
  const { connection } = voice
  switch (connection.status) {
    case 'idle':
      return { title: labels.readyTitle, hint: labels.readyHint }
    case 'connecting':
      return {
        title: labels.connectingTitle,
        hint: isLong ? labels.connectingSlowHint : labels.connectingHint,
      }
    case 'connected':
      return isAsked && voice.modelStatus === 'thinking'
        ? { title: labels.approvalTitle, hint: labels.approvalHint }
        : turnWords(voice, labels, isLong)
    case 'reconnecting':
      return { title: labels.reconnectingTitle, hint: labels.reconnectingHint }
    case 'closed': {
      const { connectedAtMs, closedAtMs } = connection
      const duration = connectedAtMs === null ? null : formatDuration(closedAtMs - connectedAtMs)
      return {
        title: labels.endedTitle,
        hint: duration === null ? '' : fillLabel(labels.endedHint, { duration }),
      }
    }
    case 'failed':
      return { title: labels.failedTitle, hint: '' }
  }
}

function turnWords(voice: VoiceChatState, labels: VoiceLabels, isLong: boolean): StageWords {
  const { turnDetection } = voice.settings
  const isHold = turnDetection === null
  switch (voice.modelStatus) {
    case 'thinking':
      return isLong
        ? { title: labels.stillThinkingTitle, hint: labels.stillThinkingHint }
        : { title: labels.thinkingTitle, hint: labels.thinkingHint }
    case 'speaking': {
      // Who cannot be heard cannot talk over it.
      const canBarge =
        voice.microphone.status === 'live' && !isHold && turnDetection?.interruptResponse !== false
      return {
        title: labels.speakingTitle,
        hint: canBarge ? labels.speakingHint : labels.speakingNoBargeInHint,
      }
    }
    default:
      if (isMuted(voice)) return { title: labels.mutedTitle, hint: labels.mutedHint }
      return voice.modelStatus === 'listening'
        ? {
            title: labels.listeningTitle,
            hint: isHold ? labels.listeningHoldHint : labels.listeningHint,
          }
        : { title: labels.yourTurnTitle, hint: yourTurnHint(voice, labels) }
  }
}

function yourTurnHint({ microphone, settings }: VoiceChatState, labels: VoiceLabels): string {
  if (microphone.status === 'off' || microphone.status === 'lost') return labels.yourTurnTextHint
  return settings.turnDetection === null ? labels.yourTurnHoldHint : labels.yourTurnHint
}
