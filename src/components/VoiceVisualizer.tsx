'use client'
import type { ComponentPropsWithoutRef } from 'react'
import { silentMeter, type Meter } from '../audio/sound/Meter.ts'
import type { VoiceChatState } from '../hooks/results.ts'
import { isMuted } from './isMuted.ts'
import { useLevel } from './useLevel.ts'
import { usePart, type PartProps } from './VoiceContext.ts'

export type VisualizerState =
  'idle' | 'connecting' | 'listening' | 'thinking' | 'speaking' | 'reconnecting' | 'failed'

interface DrawingProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  readonly state: VisualizerState
  readonly muted?: boolean | undefined
  /** The loudness of the user: the ring. */
  readonly you?: Meter | undefined
  /** The loudness of the assistant: the petals. */
  readonly assistant?: Meter | undefined
}

/** Either everything is given, or a `state` is left out and all of it comes from `voice`. */
export type VoiceVisualizerProps =
  | (DrawingProps & PartProps)
  | (Omit<DrawingProps, 'state' | 'muted' | 'you' | 'assistant'> &
      PartProps & { readonly state?: undefined })

/**
 * Who is talking, and how loud: you are the line, the assistant is the fill.
 *
 * Hidden from assistive technology, because the stage and the status say it in words. As large as
 * `--voice-visualizer-size`; set `--voice-ground` to the colour behind it.
 */
export function VoiceVisualizer({ voice, labels, ...rest }: VoiceVisualizerProps) {
  if (rest.state === undefined) return <OfVoice {...rest} voice={voice} labels={labels} />
  return <Drawing {...rest} />
}

const stateOf = ({ connection, modelStatus }: VoiceChatState): VisualizerState => {
  if (connection.status === 'connected') return modelStatus
  return connection.status === 'closed' ? 'idle' : connection.status
}

function OfVoice({ voice, labels, ...rest }: Omit<DrawingProps, 'state'> & PartProps) {
  const part = usePart({ voice, labels }, 'VoiceVisualizer')
  return (
    <Drawing
      {...rest}
      state={stateOf(part.voice)}
      muted={isMuted(part.voice)}
      you={part.voice.microphone.meter}
      assistant={part.voice.player.meter}
    />
  )
}

function Drawing({
  state,
  muted = false,
  you = silentMeter,
  assistant = silentMeter,
  ...rest
}: DrawingProps) {
  const yours = useLevel(you)
  const its = useLevel(assistant)
  return (
    <div
      {...rest}
      data-voice="visualizer"
      data-state={state}
      data-muted={muted || undefined}
      aria-hidden="true"
    >
      <span data-part="you" ref={yours}>
        <i />
        <i />
      </span>
      <span data-part="assistant" ref={its}>
        <i />
        <i />
        <i />
        <i />
        <i />
        <i />
      </span>
    </div>
  )
}
