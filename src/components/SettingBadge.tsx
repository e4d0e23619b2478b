import type { Applies } from '../protocol/settingRows.ts'
import type { VoiceLabels } from './labels.ts'

const WORDS = {
  'at-once': ['now', 'appliesNow'],
  'next-turn': ['next-turn', 'appliesNextTurn'],
  reconnect: ['reconnect', 'appliesReconnect'],
} as const satisfies Record<Applies, readonly [string, keyof VoiceLabels]>

export interface SettingBadgeProps {
  readonly id: string
  readonly applies: Applies
  readonly labels: VoiceLabels
}

/** When a change of a running line takes effect. */
export function SettingBadge({ id, applies, labels }: SettingBadgeProps) {
  const [when, label] = WORDS[applies]
  return (
    <span id={id} data-voice="applies" data-when={when}>
      {labels[label]}
    </span>
  )
}
