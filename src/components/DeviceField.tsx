'use client'
import type { AudioDevice } from '../audio/devices/AudioDevice.ts'
import type { VoiceError } from '../base/errors.ts'
import type { VoiceChatState } from '../hooks/results.ts'
import { fillLabel, type VoiceLabels } from './labels.ts'
import { SettingField } from './SettingField.tsx'
import type { VoiceContextValue } from './VoiceContext.ts'

export type DeviceKind = 'microphone' | 'speaker'

export interface DeviceFieldProps extends VoiceContextValue {
  readonly kind: DeviceKind
}

interface Choice {
  readonly label: string
  readonly systemLabel: string
  readonly devices: readonly AudioDevice[]
  /** `null`: the system's choice. */
  readonly chosenId: string | null
  readonly select: (deviceId: string | null) => void
  readonly used: AudioDevice | null
  /** Why another one, chosen while this one was heard, is not used. */
  readonly refusal: VoiceError | null
}

/** Which microphone, or which loudspeaker. The system's choice goes first. */
export function DeviceField({ kind, voice, labels }: DeviceFieldProps) {
  const choice = kind === 'microphone' ? ofMicrophone(voice, labels) : ofSpeaker(voice, labels)
  const { devices, chosenId, used } = choice
  const isListed = chosenId === null || devices.some(({ id }) => id === chosenId)
  return (
    <SettingField
      label={choice.label}
      labels={labels}
      applies={voice.connection.status === 'connected' ? 'at-once' : null}
      refusal={choice.refusal}
      hint={hintOf(choice, labels)}
      advice={choice.refusal?.remedy}
    >
      {(control) => (
        <select
          {...control}
          data-voice="input"
          data-device={kind}
          value={chosenId ?? ''}
          onChange={(event) => choice.select(event.currentTarget.value || null)}
        >
          <option value="">{choice.systemLabel}</option>
          {!isListed && (
            <option value={chosenId}>
              {used?.id === chosenId ? used.label : labels.deviceUnlisted}
            </option>
          )}
          {devices.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      )}
    </SettingField>
  )
}

function hintOf({ refusal, devices, used, chosenId }: Choice, labels: VoiceLabels) {
  if (refusal) return labels.deviceRefused
  if (used && used.id !== chosenId) return fillLabel(labels.deviceInUse, { device: used.label })
  return devices.length === 0 ? labels.devicesUnknown : undefined
}

function ofMicrophone({ microphone }: VoiceChatState, labels: VoiceLabels): Choice {
  const { status, error } = microphone
  const isOpen = status === 'live' || status === 'muted'
  return {
    label: labels.microphone,
    systemLabel: labels.systemMicrophone,
    devices: microphone.devices,
    chosenId: microphone.deviceId,
    select: microphone.selectDevice,
    used: microphone.device,
    // Without one that is open, it is an error of the conversation and has its notice.
    refusal: isOpen ? error : null,
  }
}

// One that cannot be had becomes the system's choice, so what is chosen is what is used.
function ofSpeaker({ player }: VoiceChatState, labels: VoiceLabels): Choice {
  return {
    label: labels.speaker,
    systemLabel: labels.systemSpeaker,
    devices: player.outputDevices,
    chosenId: player.outputDeviceId,
    select: player.selectOutputDevice,
    used: null,
    refusal: null,
  }
}
