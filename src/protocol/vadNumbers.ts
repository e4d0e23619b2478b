import type { Applies } from './settingRows.ts'
import { VAD_DEFAULTS } from './settings.ts'

/** A number with a slider. */
export interface NumberSetting {
  readonly label: string
  readonly unit: '' | 'ms'
  readonly min: number
  readonly max: number
  readonly step: number
  readonly default: number
  readonly wire: string
  /** When a change takes effect. */
  readonly applies: Applies
}

/**
 * The numbers of turn detection by sound and silence: the form, the limits and the wire are made from this table.
 *
 * Ranges: threshold 0 to 1, and any padding and silence from 0, by the services' documents; the ends of
 * the sliders are ours. The service's own silence is 200 ms where its documents say 500: so it is always sent.
 */
export const VAD_NUMBERS = {
  threshold: {
    label: 'Threshold',
    unit: '',
    min: 0,
    max: 1,
    step: 0.05,
    default: VAD_DEFAULTS.threshold,
    wire: 'threshold',
    applies: 'at-once',
  },
  prefixPaddingMs: {
    label: 'Prefix padding',
    unit: 'ms',
    min: 0,
    max: 2000,
    step: 50,
    default: VAD_DEFAULTS.prefixPaddingMs,
    wire: 'prefix_padding_ms',
    applies: 'at-once',
  },
  silenceDurationMs: {
    label: 'Silence duration',
    unit: 'ms',
    min: 100,
    max: 4000,
    step: 50,
    default: VAD_DEFAULTS.silenceDurationMs,
    wire: 'silence_duration_ms',
    applies: 'at-once',
  },
} as const satisfies Record<string, NumberSetting>

export type VadNumber = keyof typeof VAD_NUMBERS
