import { answerPresets } from './answerPresets.ts'
import type { FaultPreset } from './FaultPreset.ts'
import { linePresets } from './linePresets.ts'

/** All faults that have a name, by it: for `?fault=`, `--fault`, the credential, and lists of them. */
export const faultPresets: Readonly<Record<string, FaultPreset>> = {
  ...linePresets,
  ...answerPresets,
}
