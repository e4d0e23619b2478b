'use client'
import { useId } from 'react'
import { type ServerVad, type TurnDetection } from '../protocol/settings.ts'
import { VAD_NUMBERS } from '../protocol/vadNumbers.ts'
import { EagernessField } from './EagernessField.tsx'
import type { VoiceLabels } from './labels.ts'
import { PresetField } from './PresetField.tsx'
import { vadNumber } from './presets.ts'
import { Slider } from './Slider.tsx'
import { useRemembered } from './useRemembered.ts'
import { vadMeaning } from './vadMeaning.ts'

export interface VadFormProps {
  readonly labels: VoiceLabels
  readonly value: TurnDetection
  readonly onChange: (value: TurnDetection) => void
  readonly onHold?: ((isHeld: boolean) => void) | undefined
  /** Whether a change reaches a running conversation. Before there is one, everything applies, and nothing is said. */
  readonly isLive?: boolean | undefined
  readonly className?: string | undefined
}

const SLIDERS = [
  ['threshold', 'threshold', 'thresholdLow', 'thresholdHigh'],
  ['prefixPaddingMs', 'prefixPadding', 'prefixPaddingLow', 'prefixPaddingHigh'],
  ['silenceDurationMs', 'silence', 'silenceLow', 'silenceHigh'],
] as const

/** The fields of turn detection. Knows no session: what is chosen goes out whole, through `onChange`. */
export function VadForm({ labels, value, onChange, onHold, isLive, className }: VadFormProps) {
  const id = useId()
  const { server, semantic } = useRemembered(value)
  const choose = (kind: string) =>
    onChange(kind === 'server_vad' ? server : kind === 'semantic_vad' ? semantic : null)
  return (
    <section data-voice="vad-settings" aria-label={labels.vadSettings} className={className}>
      <div data-voice="vad-layout">
        <div data-voice="vad-head">
          <div data-voice="field">
            <div data-voice="field-head">
              <label htmlFor={id}>{labels.turnDetection}</label>
              {isLive === true && (
                <span id={`${id}-applies`} data-voice="applies" data-when="now">
                  {labels.appliesNow}
                </span>
              )}
            </div>
            <select
              id={id}
              data-voice="input"
              value={value?.type ?? 'none'}
              onChange={(event) => choose(event.currentTarget.value)}
              {...(isLive === true && { 'aria-describedby': `${id}-applies` })}
            >
              <option value="server_vad">{labels.turnDetectionServer}</option>
              <option value="semantic_vad">{labels.turnDetectionSemantic}</option>
              <option value="none">{labels.turnDetectionNone}</option>
            </select>
          </div>
          {value?.type === 'server_vad' && (
            <PresetField labels={labels} value={value} onChange={onChange} />
          )}
          {value?.type === 'semantic_vad' && (
            <EagernessField
              labels={labels}
              value={value}
              onChange={onChange}
              describedBy={`${id}-meaning`}
            />
          )}
        </div>
        {value?.type !== 'server_vad' && (
          <p id={`${id}-meaning`} data-voice="muted">
            {value === null ? labels.turnDetectionNoneMeaning : labels.semanticMeaning}
          </p>
        )}
        {value?.type === 'server_vad' && (
          <VadSliders labels={labels} value={value} onChange={onChange} onHold={onHold} />
        )}
      </div>
    </section>
  )
}

interface VadSlidersProps extends Pick<VadFormProps, 'labels' | 'onChange' | 'onHold'> {
  readonly value: ServerVad
}

function VadSliders({ labels, value, onChange, onHold }: VadSlidersProps) {
  return (
    <div data-voice="sliders">
      {SLIDERS.map(([name, label, low, high]) => (
        <Slider
          key={name}
          label={labels[label]}
          of={VAD_NUMBERS[name]}
          value={vadNumber(value, name)}
          ends={[labels[low], labels[high]]}
          meaning={vadMeaning(labels, name, vadNumber(value, name))}
          onChange={(next) => onChange({ ...value, [name]: next })}
          onHold={onHold}
        />
      ))}
    </div>
  )
}
