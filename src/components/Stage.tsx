'use client'
import { Children, type ComponentPropsWithoutRef } from 'react'
import type { VoiceChatState } from '../hooks/results.ts'
import { useRealtimeState } from '../hooks/useRealtimeState.ts'
import { DeviceField } from './DeviceField.tsx'
import { stageWords } from './stageWords.ts'
import { useLasting } from './useLasting.ts'
import { usePart, type PartProps } from './VoiceContext.ts'
import { VoiceVisualizer } from './VoiceVisualizer.tsx'

/** An answer that takes longer is felt as a pause, so something is said about it. */
const LONG_THOUGHT_MS = 4000
const LONG_STEP_MS = 8000

export interface StageProps extends PartProps, ComponentPropsWithoutRef<'div'> {}

/**
 * What the model does: the visualiser, what is, and what you can do now.
 *
 * Children stand under the words: the steps of connecting, or an error, which takes the place of the words.
 */
export function Stage({ voice, labels, children, ...rest }: StageProps) {
  const part = usePart({ voice, labels }, 'Stage')
  const isLong = useIsLong(part.voice)
  const told = useRealtimeState(part.voice.session, (snapshot) => ({
    isAsked: snapshot.turn.questions.length > 0,
    isHalfDuplex: snapshot.bargeIn === 'off',
  }))
  const { title, hint } = stageWords(part.voice, part.labels, { isLong, ...told })
  const { status } = part.voice.connection
  const isReplaced = status === 'failed' && Children.toArray(children).length > 0
  return (
    <div {...rest} data-voice="stage">
      <VoiceVisualizer voice={part.voice} labels={part.labels} />
      {isReplaced ? (
        children
      ) : (
        <div data-voice="stage-words">
          <p data-voice="stage-title">{title}</p>
          <p data-voice="stage-hint">{hint}</p>
          {status === 'idle' && part.voice.microphone.devices.length > 1 && (
            <div data-voice="device-row">
              <DeviceField kind="microphone" {...part} />
            </div>
          )}
          {children}
        </div>
      )}
    </div>
  )
}

function useIsLong({ connection, modelStatus, microphone }: VoiceChatState): boolean {
  const isThinking = connection.status === 'connected' && modelStatus === 'thinking'
  // While the browser asks for the microphone, it is the user who takes their time.
  const isAsking = microphone.status === 'requesting'
  const step = connection.status === 'connecting' && !isAsking ? connection.step : null
  const isLongThought = useLasting(isThinking ? 'thinking' : null, LONG_THOUGHT_MS)
  const isLongStep = useLasting(step, LONG_STEP_MS)
  return isLongThought || isLongStep
}
