'use client'
import { useId } from 'react'
import type { VoiceError } from '../base/errors.ts'
import type { Applies } from '../protocol/settingRows.ts'
import type { VoiceLabels } from './labels.ts'
import { SettingBadge } from './SettingBadge.tsx'
import { SettingRefusal } from './SettingRefusal.tsx'
import { Slider, type SliderProps } from './Slider.tsx'
import { useDraft } from './useDraft.ts'

export interface SliderSettingProps extends Pick<SliderProps, 'label' | 'of' | 'value' | 'ends'> {
  readonly labels: VoiceLabels
  readonly applies: Applies | null
  readonly refusal: VoiceError | null
  readonly meaning: (value: number) => string
  /** Hears what the hand rests on. */
  readonly onChange: (value: number) => void
}

/** A number of the session, sent 200 ms after the last movement. */
export function SliderSetting(props: SliderSettingProps) {
  const { labels, applies, refusal, value: inForce, meaning, onChange, ...slider } = props
  const id = useId()
  const { value, ...hand } = useDraft(inForce, refusal, onChange)
  const describedBy = [applies && `${id}-applies`, refusal && `${id}-refusal`]
  return (
    <div data-voice="slider-setting">
      <Slider
        {...slider}
        {...hand}
        value={value}
        meaning={meaning(value)}
        badge={applies && <SettingBadge id={`${id}-applies`} applies={applies} labels={labels} />}
        describedBy={describedBy.filter(Boolean).join(' ')}
      />
      <SettingRefusal id={`${id}-refusal`} refusal={refusal} />
    </div>
  )
}
