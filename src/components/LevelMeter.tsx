'use client'
import type { ComponentPropsWithoutRef } from 'react'
import type { Meter } from '../audio/sound/Meter.ts'
import { useLevel } from './useLevel.ts'
import { usePart, type PartProps } from './VoiceContext.ts'

export interface LevelMeterProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'span'>, 'children'> {
  /** Whose loudness. Default: the microphone of `voice`. */
  readonly meter?: Meter | undefined
}

/** How loud it is, as a bar. Decoration: what it tells must also be said in words. */
export function LevelMeter({ meter, voice, labels, ...rest }: LevelMeterProps) {
  return meter === undefined ? (
    <MicrophoneLevel {...rest} voice={voice} labels={labels} />
  ) : (
    <Bar {...rest} meter={meter} />
  )
}

function MicrophoneLevel({ voice, labels, ...rest }: Omit<LevelMeterProps, 'meter'>) {
  const part = usePart({ voice, labels }, 'LevelMeter')
  return <Bar {...rest} meter={part.voice.microphone.meter} />
}

function Bar({ meter, ...rest }: ComponentPropsWithoutRef<'span'> & { readonly meter: Meter }) {
  const ref = useLevel(meter)
  return (
    <span {...rest} ref={ref} data-voice="level-meter" aria-hidden="true">
      <span />
    </span>
  )
}
