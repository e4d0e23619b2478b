import type { Connection } from '../session/Connection.ts'
import type { ModelStatus } from '../session/turn.ts'
import { fillLabel, type VoiceLabels } from './labels.ts'

/** What a boundary is made of. */
export interface Moment {
  readonly status: Connection['status']
  readonly modelStatus: ModelStatus
  readonly isMuted: boolean
  /** Whether the line was lost and is not back yet. */
  readonly isBroken: boolean
  /** The name of the one that is heard; undefined for nothing to tell. */
  readonly microphone?: string | undefined
  /** The name of the chosen one; null for the system's choice, undefined for nothing to tell. */
  readonly speaker?: string | null | undefined
}

const SILENT = ''

/** What is to be said between two moments; empty for silence, null where there is no boundary. */
export function boundaryBetween(was: Moment, now: Moment, labels: VoiceLabels): string | null {
  if (now.status !== was.status) return lineBoundary(was, now, labels)
  if (now.status !== 'connected') return null
  if (now.modelStatus !== was.modelStatus)
    switch (now.modelStatus) {
      case 'listening':
        return labels.saysListening
      case 'thinking':
        return labels.saysThinking
      default:
        // The voice of the assistant would be talked over by the voice of the screen reader.
        return SILENT
    }
  if (now.isMuted !== was.isMuted) return now.isMuted ? labels.saysMuted : SILENT
  return deviceBoundary(was, now, labels)
}

function deviceBoundary(was: Moment, now: Moment, labels: VoiceLabels): string | null {
  const isNew = <T>(before: T | undefined, after: T | undefined) =>
    before !== undefined && after !== undefined && before !== after
  if (isNew(was.microphone, now.microphone))
    return fillLabel(labels.saysMicrophone, { device: now.microphone ?? '' })
  if (isNew(was.speaker, now.speaker))
    return fillLabel(labels.saysSpeaker, { device: now.speaker ?? labels.systemSpeaker })
  return null
}

function lineBoundary(was: Moment, now: Moment, labels: VoiceLabels): string | null {
  switch (now.status) {
    case 'connected':
      return was.isBroken ? labels.saysConnectedAgain : labels.saysStarted
    case 'reconnecting':
      return labels.saysReconnecting
    case 'closed':
      return labels.saysEnded
    case 'failed':
      // The error is an alert and speaks for itself.
      return SILENT
    default:
      return null
  }
}
