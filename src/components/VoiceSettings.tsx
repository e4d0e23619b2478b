'use client'
import { temperatureOf } from '../protocol/settingLimits.ts'
import { SETTING_ROWS } from '../protocol/settingRows.ts'
import type { Voice } from '../protocol/voices.ts'
import { UNDOCUMENTED_VOICES, VOICES } from '../protocol/voices.ts'
import { fillLabel, type VoiceLabels } from './labels.ts'
import { NamedField } from './NamedField.tsx'
import { SliderSetting } from './SliderSetting.tsx'
import type { SettingsInForm } from './useSettings.ts'
import { Heading } from './Heading.tsx'

/** What every group of fields takes. */
export interface SettingsGroupProps {
  readonly settings: SettingsInForm
  readonly labels: VoiceLabels
}

/** Where nobody knows the limits, the widest: a server of one's own says what it takes. */
const ANY_TEMPERATURE = { min: 0, max: 1.2, default: 0.8 }

/** A voice of one's own is an object, and is called by what names it. */
function nameOf(voice: Voice | undefined): string | null {
  if (voice === undefined || typeof voice === 'string') return voice ?? null
  const name = [voice['name'], voice['id'], voice['type']].find((one) => typeof one === 'string')
  return name ?? null
}

/** Who speaks, how fast, and how freely. */
export function VoiceSettings({ settings, labels }: SettingsGroupProps) {
  const { shown, refusalOf, service, hasSpoken, isLive, set } = settings
  const { voice, speed, temperature } = SETTING_ROWS
  const lock = refusalOf('voice')
  // The refusal says the same, and more.
  const isToldFixed = isLive && hasSpoken && lock?.code !== 'voice_locked'
  const limits = service && (temperatureOf(service) ?? ANY_TEMPERATURE)
  return (
    <section>
      <Heading level={3}>{labels.voice}</Heading>
      <NamedField
        label={labels.voice}
        labels={labels}
        applies={isLive ? (hasSpoken ? 'reconnect' : voice.applies) : null}
        refusal={lock}
        hint={isToldFixed ? labels.voiceLocked : undefined}
        value={nameOf(shown.voice)}
        noneLabel={labels.voiceDefault}
        names={VOICES[service?.provider ?? 'openai']}
        more={{ heading: labels.voiceUndocumented, names: UNDOCUMENTED_VOICES }}
        otherLabel={labels.voiceOther}
        nameLabel={labels.voiceName}
        onChange={(name) => set({ voice: name ?? undefined })}
      />
      <SliderSetting
        label={labels.speed}
        labels={labels}
        applies={isLive ? speed.applies : null}
        refusal={refusalOf('speed')}
        of={speed}
        value={shown.speed ?? speed.default}
        ends={[labels.speedLow, labels.speedHigh]}
        meaning={(value) => fillLabel(labels.speedMeaning, { percent: Math.round(value * 100) })}
        onChange={(value) => set({ speed: value })}
      />
      {limits && service.dialect !== 'GA' && (
        <SliderSetting
          label={labels.temperature}
          labels={labels}
          applies={isLive ? temperature.applies : null}
          refusal={refusalOf('temperature')}
          of={{ ...limits, step: temperature.step, unit: '' }}
          value={shown.temperature ?? limits.default}
          ends={[labels.temperatureLow, labels.temperatureHigh]}
          meaning={() => labels.temperatureMeaning}
          onChange={(value) => set({ temperature: value })}
        />
      )}
    </section>
  )
}
