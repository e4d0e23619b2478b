'use client'
import type { SessionSnapshot } from '../session/SessionSnapshot.ts'
import type { UseMicrophoneResult } from '../hooks/results.ts'
import { useRealtimeState } from '../hooks/useRealtimeState.ts'
import { DeviceField } from './DeviceField.tsx'
import { Heading } from './Heading.tsx'
import type { VoiceLabels } from './labels.ts'
import { LevelMeter } from './LevelMeter.tsx'
import { usePart, type PartProps } from './VoiceContext.ts'
import { VolumeField } from './VolumeField.tsx'

const selectBargeIn = ({ bargeIn }: SessionSnapshot) => bargeIn

export interface DeviceSettingsProps extends PartProps {
  readonly className?: string | undefined
}

/**
 * Which microphone and which loudspeaker, whether one is heard, and how loud the assistant is.
 *
 * All may change in the middle of a conversation. Says which microphone is really in use where that is not the chosen
 * one. "Speaker" is there only where the browser lets a page choose, and once the user has allowed a microphone; the
 * volume always is.
 */
export function DeviceSettings({ className, ...part }: DeviceSettingsProps) {
  const { voice, labels } = usePart(part, 'DeviceSettings')
  const { microphone, player, modelStatus } = voice
  const isHushed =
    useRealtimeState(voice.session, selectBargeIn) === 'off' && modelStatus === 'speaking'
  const hasSpeakers = player.outputDevices.length > 0 || player.outputDeviceId !== null
  return (
    <section data-voice="device-settings" aria-label={labels.devices} className={className}>
      <Heading level={3}>{labels.devices}</Heading>
      <div data-voice="grid-2">
        <DeviceField kind="microphone" voice={voice} labels={labels} />
        {hasSpeakers && <DeviceField kind="speaker" voice={voice} labels={labels} />}
      </div>
      <div data-voice="field">
        <LevelMeter meter={microphone.meter} />
        <p data-voice="meaning">{levelWords(microphone, isHushed, labels)}</p>
      </div>
      <VolumeField voice={voice} labels={labels} />
    </section>
  )
}

/** What the bar tells, for who cannot see it, and what it cannot tell. */
function levelWords(
  { status, isMutedBySystem }: UseMicrophoneResult,
  isHushed: boolean,
  labels: VoiceLabels,
): string {
  if (status === 'muted') return labels.levelMuted
  if (status !== 'live') return labels.levelOff
  if (isMutedBySystem) return labels.levelSystemMuted
  return isHushed ? labels.levelHalfDuplex : labels.levelLive
}
