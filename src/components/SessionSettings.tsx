'use client'
import type { SessionSettings as Settings } from '../protocol/settings.ts'
import { AnswerSettings } from './AnswerSettings.tsx'
import { InstructionsSetting } from './InstructionsSetting.tsx'
import { useSettings } from './useSettings.ts'
import { usePart, type PartProps } from './VoiceContext.ts'
import { WordsSettings } from './WordsSettings.tsx'
import { VoiceSettings } from './VoiceSettings.tsx'

/** One name for the part and, as a type, for what it sets. */
export type SessionSettings = Settings

export interface SessionSettingsProps extends PartProps {
  readonly className?: string | undefined
}

/**
 * Voice, pace, instructions, answers and transcription of a session.
 *
 * Shows what is wanted, and what is in force where the service refused; each control says in a running conversation
 * when a change of it applies. "Temperature" is there where the service has one, which is known from the first
 * connection on. Turn detection has a part of its own, {@link VadSettings}.
 */
export function SessionSettings({ className, ...part }: SessionSettingsProps) {
  const { voice, labels } = usePart(part, 'SessionSettings')
  const form = { settings: useSettings(voice), labels }
  return (
    <section
      data-voice="session-settings"
      aria-label={labels.sessionSettings}
      className={className}
    >
      <VoiceSettings {...form} />
      <InstructionsSetting {...form} />
      <AnswerSettings {...form} />
      <WordsSettings {...form} />
    </section>
  )
}
