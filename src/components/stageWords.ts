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

export interface StageFacts {
  /** Whether the present state has lasted longer than one is used to. */
  readonly isLong: boolean
  /** Whether a tool waits for the user's consent. */
  readonly isAsked: boolean
  /** Whether the user is not heard while the answer is. */
  readonly isHalfDuplex: boolean
}

/** The words of the stage. */
export function stageWords(
  voice: VoiceChatState,
  labels: VoiceLabels,
  facts: StageFacts,
): StageWords {
  const { connection } = voice
  switch (connection.status) {
    case 'idle':
      return { title: labels.readyTitle, hint: labels.readyHint }
    case 'connecting':
      return {
        title: labels.connectingTitle,
        hint: facts.isLong ? labels.connectingSlowHint : labels.connectingHint,
      }
    case 'connected':
      return facts.isAsked && voice.modelStatus === 'thinking'
        ? { title: labels.approvalTitle, hint: labels.approvalHint }
        : turnWords(voice, labels, facts)
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

function turnWords(voice: VoiceChatState, labels: VoiceLabels, facts: StageFacts): StageWords {
  const isHold = voice.settings.turnDetection === null
  switch (voice.modelStatus) {
    case 'thinking':
      return facts.isLong
        ? { title: labels.stillThinkingTitle, hint: labels.stillThinkingHint }
        : { title: labels.thinkingTitle, hint: labels.thinkingHint }
    case 'speaking':
      return { title: labels.speakingTitle, hint: speakingHint(voice, labels, facts) }
    default:
      if (isMuted(voice)) return { title: labels.mutedTitle, hint: labels.mutedHint }
      return voice.modelStatus === 'listening'
        ? {
            title: labels.listeningTitle,
            hint: isHold ? labels.listeningHoldHint : labels.listeningHint,
          }
        : yourTurnWords(voice, labels)
  }
}

/** Who cannot be heard cannot talk over it. */
function speakingHint(
  { microphone, settings }: VoiceChatState,
  labels: VoiceLabels,
  { isHalfDuplex }: StageFacts,
): string {
  const { turnDetection } = settings
  if (microphone.status !== 'live' || turnDetection === null) return labels.speakingNoBargeInHint
  if (isHalfDuplex) return labels.speakingHalfDuplexHint
  return turnDetection?.interruptResponse === false
    ? labels.speakingNoBargeInHint
    : labels.speakingHint
}

function yourTurnWords({ microphone, settings }: VoiceChatState, labels: VoiceLabels): StageWords {
  // It is their turn, but not to talk.
  if (microphone.status === 'off' || microphone.status === 'lost')
    return { title: labels.microphoneOffTitle, hint: labels.microphoneOffHint }
  const isHold = settings.turnDetection === null
  return {
    title: labels.yourTurnTitle,
    hint: isHold ? labels.yourTurnHoldHint : labels.yourTurnHint,
  }
}
