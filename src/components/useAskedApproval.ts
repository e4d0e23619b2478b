'use client'
import type { VoiceChatState } from '../hooks/results.ts'
import { useRealtimeState } from '../hooks/useRealtimeState.ts'

/** The tool that waits for the user's consent, the first of them; null when none does. */
export const useAskedApproval = ({ session }: VoiceChatState): string | null =>
  useRealtimeState(session, ({ conversation }) => {
    const asked = conversation.items.find((item) => item.status === 'awaiting-approval')
    return asked?.call?.name ?? null
  })
