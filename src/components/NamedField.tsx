'use client'
import { useState, type KeyboardEvent } from 'react'
import { SettingField, type SettingFieldProps } from './SettingField.tsx'

/** Names that are typed in are trimmed: none begins with a space. */
const OTHER = ' other'

export interface NamedFieldProps extends Omit<SettingFieldProps, 'children'> {
  /** `null`: none. */
  readonly value: string | null
  /** What `null` is called. */
  readonly noneLabel: string
  readonly names: readonly string[]
  /** Names under a heading of their own. */
  readonly more?: { readonly heading: string; readonly names: readonly string[] } | undefined
  readonly otherLabel: string
  /** Of the text field for a name that is not listed. */
  readonly nameLabel: string
  readonly onChange: (name: string | null) => void
}

/** A choice of names that takes any other name too: the last choice shows a text field in place. */
export function NamedField(props: NamedFieldProps) {
  const { value, noneLabel, names, more, otherLabel, nameLabel, onChange, ...field } = props
  const [isOther, setIsOther] = useState(false)
  const isListed = value === null || names.includes(value) || more?.names.includes(value) === true
  const choose = (chosen: string) => {
    setIsOther(chosen === OTHER)
    if (chosen !== OTHER) onChange(chosen === '' ? null : chosen)
  }
  const finish = (name: string) => {
    setIsOther(false)
    const asked = name.trim()
    if (asked !== '' && asked !== value) onChange(asked)
  }
  return (
    <SettingField {...field}>
      {(control) => (
        <>
          <select
            {...control}
            data-voice="input"
            value={isOther ? OTHER : (value ?? '')}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <option value="">{noneLabel}</option>
            {!isListed && <option>{value}</option>}
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
            {more && (
              <optgroup label={more.heading}>
                {more.names.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </optgroup>
            )}
            <option value={OTHER}>{otherLabel}</option>
          </select>
          {isOther && (
            <input
              type="text"
              data-voice="input"
              aria-label={nameLabel}
              placeholder={nameLabel}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              // It came because it was asked for.
              ref={focusOnce}
              onBlur={(event) => finish(event.currentTarget.value)}
              onKeyDown={(event) => finishByKey(event, finish, () => setIsOther(false))}
            />
          )}
        </>
      )}
    </SettingField>
  )
}

const focusOnce = (input: HTMLInputElement | null) => input?.focus()

function finishByKey(
  event: KeyboardEvent<HTMLInputElement>,
  finish: (name: string) => void,
  cancel: () => void,
): void {
  if (event.key === 'Enter') finish(event.currentTarget.value)
  if (event.key !== 'Escape') return
  // It closes the field and not the sheet around it.
  event.preventDefault()
  event.stopPropagation()
  cancel()
}
