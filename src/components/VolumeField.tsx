'use client'
import { Slider } from './Slider.tsx'
import type { VoiceContextValue } from './VoiceContext.ts'

/** As fine as what is written beside it: a volume that was halved twice stands where it says. */
const RANGE = { min: 0, max: 1, step: 0.01, unit: '%' } as const

/** How loud the assistant is. What was lowered from a notice is raised again here. */
export function VolumeField({ voice, labels }: VoiceContextValue) {
  const { volume, setVolume } = voice.player
  return (
    <Slider
      label={labels.volume}
      of={RANGE}
      value={volume}
      ends={[labels.volumeLow, labels.volumeHigh]}
      meaning={volume > 0 ? labels.volumeMeaning : labels.volumeMeaningNone}
      onChange={setVolume}
    />
  )
}
