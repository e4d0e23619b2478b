'use client'
import { useId } from 'react'
import type { NumberSetting } from '../protocol/vadNumbers.ts'

export interface SliderProps {
  readonly label: string
  readonly of: Pick<NumberSetting, 'min' | 'max' | 'step' | 'unit'>
  readonly value: number
  /** The two ends in words: what less of it does, and what more of it does. */
  readonly ends: readonly [low: string, high: string]
  /** What the value does, in a sentence. */
  readonly meaning: string
  readonly onChange: (value: number) => void
  /** From when the pointer takes the thumb until it lets go. */
  readonly onHold?: ((isHeld: boolean) => void) | undefined
}

/** A number with its value, its ends in words, and what it means. */
export function Slider({ label, of, value, ends, meaning, onChange, onHold }: SliderProps) {
  const id = useId()
  const shown = of.unit === '' ? value.toFixed(2) : `${value} ${of.unit}`
  return (
    <div data-voice="slider">
      <label htmlFor={id}>{label}</label>
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
        aria-describedby={`${id}-meaning`}
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
