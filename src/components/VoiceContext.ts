'use client'
import { createContext, useContext } from 'react'
import type { VoiceChatState } from '../hooks/results.ts'
import { withLabels, type VoiceLabels } from './labels.ts'

/** What `<VoiceChat>` gives to the parts inside it. The only context that we have. */
export interface VoiceContextValue {
  readonly voice: VoiceChatState
  readonly labels: VoiceLabels
}

export const VoiceContext = createContext<VoiceContextValue | null>(null)

/** What every part takes. Both may be left out inside `<VoiceChat>`. */
export interface PartProps {
  /** What `useVoiceChat` returns. */
  readonly voice?: VoiceChatState | undefined
  readonly labels?: Partial<VoiceLabels> | undefined
}

/** The voice and the texts of a part: its own props first, then those of the `<VoiceChat>` around it. */
export function usePart({ voice, labels }: PartProps, name: string): VoiceContextValue {
  const around = useContext(VoiceContext)
  const found = voice ?? around?.voice
  if (found === undefined)
    throw new Error(
      `<${name}> stands outside of <VoiceChat> and has no \`voice\`, so it does not know what to show. Put it inside <VoiceChat>, or pass voice={useVoiceChat({ endpoint })}.`,
    )
  return { voice: found, labels: { ...(around?.labels ?? withLabels(undefined)), ...labels } }
}
