'use client'
import { useId } from 'react'
import type { ServerVad } from '../protocol/settings.ts'
import type { VoiceLabels } from './labels.ts'
import { isPreset, VAD_PRESETS } from './presets.ts'

export interface PresetFieldProps {
  readonly labels: VoiceLabels
  readonly value: ServerVad
  readonly onChange: (value: ServerVad) => void
}

/** Radios of which none is on when the numbers are the user's own. */
export function PresetField({ labels, value, onChange }: PresetFieldProps) {
  const group = useId()
  return (
    <fieldset>
      <legend data-voice="hidden">{labels.presets}</legend>
      <div data-voice="presets">
        {VAD_PRESETS.map((preset) => (
          <label key={preset.name} data-voice="preset">
            <input
              type="radio"
              name={group}
              checked={isPreset(value, preset)}
              onChange={() => onChange({ ...value, ...preset.numbers })}
            />
            {labels[preset.name]}
            <small>{labels[preset.meaning]}</small>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
