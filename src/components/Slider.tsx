'use client'
import { useId, type ReactNode } from 'react'

export interface SliderProps {
  readonly label: string
  readonly of: {
    readonly min: number
    readonly max: number
    readonly step: number
    /** `ms` stands behind a whole number, `%` behind hundredths of 1; anything else behind two decimals. */
    readonly unit: '' | 'ms' | '%' | '×'
  }
  readonly value: number
  /** The two ends in words: what less of it does, and what more of it does. */
  readonly ends: readonly [low: string, high: string]
  /** What the value does, in a sentence. */
  readonly meaning: string
  readonly onChange: (value: number) => void
  /** From when the pointer takes the thumb until it lets go. */
  readonly onHold?: ((isHeld: boolean) => void) | undefined
  /** Beside the label, and ids of what else describes it. */
  readonly badge?: ReactNode
  readonly describedBy?: string | undefined
}

/** A number with its value, its ends in words, and what it means. */
export function Slider({
  label,
  of,
  value,
  ends,
  meaning,
  onChange,
  onHold,
  ...rest
}: SliderProps) {
  const id = useId()
  const shown = inWords(value, of.unit)
  return (
    <div data-voice="slider">
      <label htmlFor={id}>{label}</label>
      {rest.badge}
      {/* The range says its value itself: an output that speaks too would say it twice. */}
      <output htmlFor={id} aria-live="off">
        {shown}
      </output>
      <input
        id={id}
        type="range"
        min={of.min}
        max={of.max}
        step={of.step}
        value={value}
        aria-valuetext={shown}
        aria-describedby={[`${id}-meaning`, rest.describedBy].filter(Boolean).join(' ')}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        onPointerDown={() => onHold?.(true)}
        onPointerUp={() => onHold?.(false)}
        onPointerCancel={() => onHold?.(false)}
        onBlur={() => onHold?.(false)}
      />
      <div data-voice="ends" aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
      <p id={`${id}-meaning`} data-voice="meaning">
        {meaning}
      </p>
    </div>
  )
}

function inWords(value: number, unit: SliderProps['of']['unit']): string {
  if (unit === '%') return `${Math.round(value * 100)}%`
  return unit === 'ms' ? `${value} ms` : `${value.toFixed(2)} ${unit}`.trim()
}
