'use client'
import { useId } from 'react'
import type { SemanticVad } from '../protocol/settings.ts'
import type { VoiceLabels } from './labels.ts'

export interface EagernessFieldProps {
  readonly labels: VoiceLabels
  readonly value: SemanticVad
  readonly onChange: (value: SemanticVad) => void
  /** The id of the sentence that says what this kind of detection does. */
  readonly describedBy: string
}

const CHOICES = [
  ['low', 'eagernessLow'],
  ['auto', 'eagernessAuto'],
  ['high', 'eagernessHigh'],
] as const

export function EagernessField({ labels, value, onChange, describedBy }: EagernessFieldProps) {
  const id = useId()
  // The services say that `auto` is `medium`, so the two are one choice here.
  const shown = CHOICES.find(([eagerness]) => eagerness === value.eagerness)?.[0] ?? 'auto'
  const choose = (name: string) => {
    const chosen = CHOICES.find(([eagerness]) => eagerness === name)
    if (chosen) onChange({ ...value, eagerness: chosen[0] })
  }
  return (
    <div data-voice="field">
      <div data-voice="field-head">
        <label htmlFor={id}>{labels.eagerness}</label>
      </div>
      <select
        id={id}
        data-voice="input"
        value={shown}
        aria-describedby={describedBy}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {CHOICES.map(([eagerness, label]) => (
          <option key={eagerness} value={eagerness}>
            {labels[label]}
          </option>
        ))}
      </select>
    </div>
  )
}
