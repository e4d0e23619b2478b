'use client'
import { useContext } from 'react'
import type { TurnDetection } from '../protocol/settings.ts'
import { withLabels } from './labels.ts'
import { useLiveDetection } from './useLiveDetection.ts'
import { VadForm } from './VadForm.tsx'
import { usePart, VoiceContext, type PartProps } from './VoiceContext.ts'

/** Settings of a voice: what is chosen is sent 200 ms after the last movement, also in the middle of a conversation. */
export interface LiveVadSettingsProps extends PartProps {
  readonly className?: string | undefined
  readonly value?: undefined
  readonly onChange?: undefined
}

/** Settings without a voice, kept by the app. `null` is push to talk. */
export interface ControlledVadSettingsProps extends Pick<PartProps, 'labels'> {
  readonly className?: string | undefined
  readonly value: TurnDetection
  /** Hears every movement at once: a drag makes dozens. */
  readonly onChange: (value: TurnDetection) => void
  readonly voice?: undefined
}

export type VadSettingsProps = LiveVadSettingsProps | ControlledVadSettingsProps

/**
 * When a turn begins and ends: kind of detection, presets, threshold, prefix padding, silence duration.
 *
 * Inside `<VoiceChat>` or with `voice` it shows what is in force, and a setting that the service refuses goes back.
 * With `value` and `onChange` it is an ordinary controlled field. Either way a change carries the whole detection,
 * with `createResponse`, `interruptResponse` and `idleTimeoutMs` as they were.
 */
export function VadSettings(props: VadSettingsProps) {
  return props.value === undefined ? <LiveVadForm {...props} /> : <ControlledVadForm {...props} />
}

function LiveVadForm({ className, ...part }: LiveVadSettingsProps) {
  const { voice, labels } = usePart(part, 'VadSettings')
  const detection = useLiveDetection(voice)
  const isLive = voice.connection.status === 'connected'
  return <VadForm {...detection} labels={labels} isLive={isLive} className={className} />
}

function ControlledVadForm({ className, labels, value, onChange }: ControlledVadSettingsProps) {
  const around = useContext(VoiceContext)
  const texts = { ...(around?.labels ?? withLabels(undefined)), ...labels }
  return <VadForm labels={texts} value={value} onChange={onChange} className={className} />
}
