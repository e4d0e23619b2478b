import type { VadNumber } from '../protocol/vadNumbers.ts'
import { fillLabel, type VoiceLabels } from './labels.ts'

const seconds = (ms: number) => String(ms / 1000)

/** What a number of turn detection does to somebody who talks, in a sentence. */
export function vadMeaning(labels: VoiceLabels, name: VadNumber, value: number): string {
  switch (name) {
    case 'threshold':
      return fillLabel(labels.thresholdMeaning, { percent: Math.round(value * 100) })
    case 'prefixPaddingMs':
      return value === 0
        ? labels.prefixPaddingMeaningNone
        : fillLabel(labels.prefixPaddingMeaning, { seconds: seconds(value) })
    case 'silenceDurationMs':
      return fillLabel(labels.silenceMeaning, { seconds: seconds(value) })
  }
}
