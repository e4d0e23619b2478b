import type { VoiceError } from '../base/errors.ts'

export interface SettingRefusalProps {
  readonly id: string
  readonly refusal: VoiceError | null
  readonly advice?: string | undefined
}

/** Why a setting is not what was asked for. The notice behind the sheet cannot be heard while the sheet is open. */
export function SettingRefusal({ id, refusal, advice }: SettingRefusalProps) {
  return (
    <p id={id} data-voice="refusal" data-severity={refusal?.severity} role="alert">
      {refusal && [refusal.message, advice].filter(Boolean).join(' ')}
    </p>
  )
}
