'use client'
import { useState } from 'react'
import { SettingField, type SettingFieldProps } from './SettingField.tsx'

export interface TextFieldProps extends Omit<SettingFieldProps, 'children'> {
  readonly value: string
  readonly placeholder: string
  /** `lines` is a text of several; `number` shows digits on a phone's keyboard. */
  readonly kind: 'lines' | 'word' | 'number'
  /** Hears the text when the field is left, or Enter is pressed in a single line, and it has changed. */
  readonly onChange: (text: string) => void
}

/** A text that is sent when it is finished, and not letter by letter. */
export function TextField({ value, placeholder, kind, onChange, ...field }: TextFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const finish = () => {
    setDraft(null)
    if (draft !== null && draft !== value) onChange(draft)
  }
  const shared = {
    'data-voice': 'input',
    placeholder,
    value: draft ?? value,
    onBlur: finish,
  }
  return (
    <SettingField {...field}>
      {(control) =>
        kind === 'lines' ? (
          <textarea
            {...control}
            {...shared}
            rows={4}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
        ) : (
          <input
            {...control}
            {...shared}
            type="text"
            inputMode={kind === 'number' ? 'numeric' : 'text'}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') finish()
            }}
          />
        )
      }
    </SettingField>
  )
}
