'use client'
import { useId, type ReactNode } from 'react'
import type { VoiceError } from '../base/errors.ts'
import type { Applies } from '../protocol/settingRows.ts'
import type { VoiceLabels } from './labels.ts'
import { SettingBadge } from './SettingBadge.tsx'
import { SettingRefusal } from './SettingRefusal.tsx'

/** What a control inside of a field has to be told. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

export interface SettingFieldProps {
  readonly label: string
  readonly labels: VoiceLabels
  /** Said while a line is running; `null` before there is one, because then everything applies. */
  readonly applies: Applies | null
  readonly refusal: VoiceError | null
  /** What is there to know about the value. */
  readonly hint?: string | undefined
  /** What to do about a refusal, where the control itself does not say it. */
  readonly advice?: string | undefined
  readonly children: (control: ControlProps) => ReactNode
}

/** A control with its label, when it applies, and why it was refused. */
export function SettingField(props: SettingFieldProps) {
  const { label, labels, applies, refusal, hint, advice, children } = props
  const id = useId()
  const describedBy = [
    applies && `${id}-applies`,
    hint !== undefined && `${id}-hint`,
    refusal && `${id}-refusal`,
  ].filter((one) => typeof one === 'string')
  return (
    <div data-voice="field">
      <div data-voice="field-head">
        <label htmlFor={id}>{label}</label>
        {applies && <SettingBadge id={`${id}-applies`} applies={applies} labels={labels} />}
      </div>
      {children({
        id,
        ...(describedBy.length > 0 && { 'aria-describedby': describedBy.join(' ') }),
        ...(refusal?.severity === 'error' && { 'aria-invalid': true }),
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} data-voice="meaning">
          {hint}
        </p>
      )}
      <SettingRefusal id={`${id}-refusal`} refusal={refusal} advice={advice} />
    </div>
  )
}
