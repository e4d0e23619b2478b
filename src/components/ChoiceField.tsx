'use client'
import { SettingField, type SettingFieldProps } from './SettingField.tsx'

export interface ChoiceFieldProps<V extends string> extends Omit<SettingFieldProps, 'children'> {
  readonly value: V
  readonly choices: readonly (readonly [value: V, label: string])[]
  readonly onChange: (value: V) => void
}

/** One of a few. */
export function ChoiceField<V extends string>(props: ChoiceFieldProps<V>) {
  const { value, choices, onChange, ...field } = props
  const choose = (chosen: string) => {
    const choice = choices.find(([one]) => one === chosen)
    if (choice) onChange(choice[0])
  }
  return (
    <SettingField {...field}>
      {(control) => (
        <select
          {...control}
          data-voice="input"
          value={value}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {choices.map(([one, label]) => (
            <option key={one} value={one}>
              {label}
            </option>
          ))}
        </select>
      )}
    </SettingField>
  )
}
