'use client'
import { SETTING_ROWS } from '../protocol/settingRows.ts'
import type { ToolChoice } from '../protocol/settings.ts'
import { ChoiceField } from './ChoiceField.tsx'
import { fillLabel } from './labels.ts'
import { TextField } from './TextField.tsx'
import type { SettingsGroupProps } from './VoiceSettings.tsx'
import { Heading } from './Heading.tsx'

/** No word of the services: an object of one function. */
const FUNCTION = 'function'

/** How answers come, how long they may be, and whether tools are called. */
export function AnswerSettings({ settings, labels }: SettingsGroupProps) {
  const { shown, refusalOf, isLive, set } = settings
  const { output, maxOutputTokens, toolChoice } = SETTING_ROWS
  const chosen: ToolChoice = shown.toolChoice ?? 'auto'
  const named = typeof chosen === 'string' ? null : chosen.name
  const limit = shown.maxOutputTokens
  return (
    <section>
      <Heading level={3}>{labels.answers}</Heading>
      <div data-voice="grid-2">
        <ChoiceField
          label={labels.output}
          labels={labels}
          applies={isLive ? output.applies : null}
          refusal={refusalOf('output')}
          value={shown.output ?? 'audio'}
          choices={[
            ['audio', labels.outputAudio],
            ['text', labels.outputText],
          ]}
          onChange={(value) => set({ output: value })}
        />
        <ChoiceField
          label={labels.toolChoice}
          labels={labels}
          applies={isLive ? toolChoice.applies : null}
          refusal={refusalOf('toolChoice')}
          value={typeof chosen === 'string' ? chosen : FUNCTION}
          choices={[
            ['auto', labels.toolChoiceAuto],
            ['none', labels.toolChoiceNone],
            ['required', labels.toolChoiceRequired],
            ...(named === null
              ? []
              : [[FUNCTION, fillLabel(labels.toolChoiceFunction, { name: named })] as const]),
          ]}
          onChange={(value) => {
            if (value !== FUNCTION) set({ toolChoice: value })
          }}
        />
      </div>
      <TextField
        kind="number"
        label={labels.maxOutputTokens}
        labels={labels}
        applies={isLive ? maxOutputTokens.applies : null}
        refusal={refusalOf('maxOutputTokens')}
        hint={fillLabel(labels.maxOutputTokensMeaning, { max: maxOutputTokens.max })}
        value={limit === undefined || limit === 'inf' ? '' : String(limit)}
        placeholder={labels.maxOutputTokensPlaceholder}
        onChange={(text) =>
          set({ maxOutputTokens: text.trim() === '' ? 'inf' : Number(text.trim()) })
        }
      />
    </section>
  )
}
