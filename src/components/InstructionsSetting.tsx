'use client'
import { SETTING_ROWS } from '../protocol/settingRows.ts'
import { TextField } from './TextField.tsx'
import type { SettingsGroupProps } from './VoiceSettings.tsx'

/** What the model is told before anything else. */
export function InstructionsSetting({ settings, labels }: SettingsGroupProps) {
  const { shown, refusalOf, isLive, set } = settings
  return (
    <section>
      <TextField
        kind="lines"
        label={labels.instructions}
        labels={labels}
        applies={isLive ? SETTING_ROWS.instructions.applies : null}
        refusal={refusalOf('instructions')}
        value={shown.instructions ?? ''}
        placeholder={labels.instructionsPlaceholder}
        onChange={(instructions) => set({ instructions })}
      />
    </section>
  )
}
