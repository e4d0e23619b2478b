'use client'
import { SETTING_ROWS, TRANSCRIPTION_MODELS } from '../protocol/settingRows.ts'
import type { NoiseFilter } from '../protocol/settings.ts'
import { ChoiceField } from './ChoiceField.tsx'
import { NamedField } from './NamedField.tsx'
import { TextField } from './TextField.tsx'
import type { SettingsGroupProps } from './VoiceSettings.tsx'
import { Heading } from './Heading.tsx'

const OFF = 'off'

/** How the user's words are written down, and what is filtered out before. */
export function WordsSettings({ settings, labels }: SettingsGroupProps) {
  const { shown, refusalOf, service, isLive, set } = settings
  const { inputTranscription, noiseReduction } = SETTING_ROWS
  const words = shown.inputTranscription ?? null
  const applies = isLive ? inputTranscription.applies : null
  const refusal = refusalOf('inputTranscription')
  const noise = shown.noiseReduction ?? null
  const filter: NoiseFilter | null = typeof noise === 'string' ? noise : (noise?.type ?? null)
  const hasDeep = service?.provider === 'voice-live' || filter === 'azure_deep_noise_suppression'
  return (
    <section>
      <Heading level={3}>{labels.yourWords}</Heading>
      <div data-voice="grid-2">
        <NamedField
          label={labels.transcription}
          labels={labels}
          applies={applies}
          refusal={refusal}
          value={words?.model ?? null}
          noneLabel={labels.transcriptionNone}
          names={TRANSCRIPTION_MODELS}
          otherLabel={labels.transcriptionOther}
          nameLabel={labels.transcriptionName}
          onChange={(model) =>
            set({ inputTranscription: model === null ? null : { ...words, model } })
          }
        />
        {words && (
          <TextField
            kind="word"
            label={labels.language}
            labels={labels}
            applies={applies}
            refusal={null}
            value={words.language ?? ''}
            placeholder={labels.languagePlaceholder}
            hint={labels.languageMeaning}
            onChange={(text) =>
              set({ inputTranscription: { ...words, language: text.trim() || undefined } })
            }
          />
        )}
      </div>
      <ChoiceField
        label={labels.noiseReduction}
        labels={labels}
        applies={isLive ? noiseReduction.applies : null}
        refusal={refusalOf('noiseReduction')}
        value={filter ?? OFF}
        choices={[
          [OFF, labels.noiseReductionNone],
          ['near_field', labels.noiseReductionNear],
          ['far_field', labels.noiseReductionFar],
          ...(hasDeep
            ? [['azure_deep_noise_suppression', labels.noiseReductionDeep] as const]
            : []),
        ]}
        onChange={(value) => set({ noiseReduction: value === OFF ? null : value })}
      />
    </section>
  )
}
