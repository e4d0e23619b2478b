'use client'
import type { ComponentPropsWithoutRef } from 'react'
import type { VoiceChatState } from '../hooks/results.ts'
import type { ConnectingStep } from '../session/Connection.ts'
import type { VoiceLabels } from './labels.ts'
import { usePart, type PartProps } from './VoiceContext.ts'

export interface ConnectingStagesProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'ol'>, 'children'> {}

interface StageItem {
  readonly label: keyof VoiceLabels
  readonly state: 'pending' | 'current' | 'done' | 'failed'
  readonly tookMs?: number | undefined
}

const STEPS: readonly (readonly [ConnectingStep, keyof VoiceLabels])[] = [
  ['authorizing', 'stageCredential'],
  ['opening', 'stageOpening'],
  ['configuring', 'stageConfiguring'],
]

/** What is done and what is waited for, in place of a spinner. Nothing unless connecting. */
export function ConnectingStages({ voice, labels, ...rest }: ConnectingStagesProps) {
  const part = usePart({ voice, labels }, 'ConnectingStages')
  const stages = stagesOf(part.voice)
  if (stages.length === 0) return null
  return (
    <ol aria-label={part.labels.stages} {...rest} data-voice="stages">
      {stages.map(({ label, state, tookMs }) => (
        <li key={label} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
          <span>{part.labels[label]}</span>
          {tookMs !== undefined && <time>{formatTook(tookMs)}</time>}
        </li>
      ))}
    </ol>
  )
}

function stagesOf({ connection, microphone }: VoiceChatState): readonly StageItem[] {
  if (connection.status !== 'connecting') return []
  const { since, step } = connection
  const at = STEPS.findIndex(([name]) => name === step)
  const steps = STEPS.map(([name, label], i): StageItem => {
    if (i > at) return { label, state: 'pending' }
    if (i === at) return { label, state: 'current' }
    const [begin, end] = [since[name], since[STEPS[i + 1]?.[0] ?? step]]
    const isKnown = begin !== undefined && end !== undefined
    return { label, state: 'done', tookMs: isKnown ? end - begin : undefined }
  })
  return [{ label: 'stageMicrophone', state: microphoneStage(microphone) }, ...steps]
}

/** The microphone opens beside the line, not before it, so it is no step of the connection. */
function microphoneStage({ status, error }: VoiceChatState['microphone']): StageItem['state'] {
  if (status === 'live' || status === 'muted') return 'done'
  if (status === 'requesting') return 'current'
  return error === null ? 'pending' : 'failed'
}

const formatTook = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
