import { type ServerVad } from '../protocol/settings.ts'
import { VAD_NUMBERS, type VadNumber } from '../protocol/vadNumbers.ts'
import type { VoiceLabels } from './labels.ts'

export interface VadPreset {
  readonly name: keyof VoiceLabels
  readonly meaning: keyof VoiceLabels
  readonly numbers: Readonly<Record<VadNumber, number>>
}

const preset = (
  name: keyof VoiceLabels,
  meaning: keyof VoiceLabels,
  threshold: number,
  prefixPaddingMs: number,
  silenceDurationMs: number,
): VadPreset => ({ name, meaning, numbers: { threshold, prefixPaddingMs, silenceDurationMs } })

/** Where to begin, by the place one talks in. The numbers are ours, around the services' defaults. */
export const VAD_PRESETS: readonly VadPreset[] = [
  preset('presetQuiet', 'presetQuietMeaning', 0.4, 300, 400),
  preset('presetOffice', 'presetOfficeMeaning', 0.5, 300, 500),
  preset('presetNoisy', 'presetNoisyMeaning', 0.75, 300, 600),
  preset('presetSlow', 'presetSlowMeaning', 0.5, 500, 1200),
]

/** The number in force, which is the default where none was given. */
export const vadNumber = (detection: ServerVad, name: VadNumber): number =>
  detection[name] ?? VAD_NUMBERS[name].default

/** Whether the detection has exactly these numbers. Moving a slider away makes it false. */
export const isPreset = (detection: ServerVad, { numbers }: VadPreset): boolean =>
  vadNumber(detection, 'threshold') === numbers.threshold &&
  vadNumber(detection, 'prefixPaddingMs') === numbers.prefixPaddingMs &&
  vadNumber(detection, 'silenceDurationMs') === numbers.silenceDurationMs
