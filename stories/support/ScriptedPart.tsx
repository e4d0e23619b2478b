import type { ReactNode } from 'react'
import { LABELS } from '../../src/index.ts'
import type { VoiceChatState } from '../../src/hooks/results.ts'
import { useScriptedVoice, type ScriptedVoiceOptions } from './useScriptedVoice.ts'

export interface ScriptedPartProps extends ScriptedVoiceOptions {
  readonly width?: string | undefined
  readonly children: (voice: VoiceChatState) => ReactNode
}

/** One part alone, outside of `<VoiceChat>`, on the ground that it has inside of it. */
export function ScriptedPart({ width = '28rem', children, ...options }: ScriptedPartProps) {
  const { voice } = useScriptedVoice(options)
  return (
    <div
      style={{
        inlineSize: width,
        maxInlineSize: '100%',
        boxSizing: 'border-box',
        padding: '1rem',
        borderRadius: 'var(--voice-radius-l)',
        color: 'var(--voice-text)',
        background: 'var(--voice-surface)',
      }}
      aria-label={LABELS.conversation}
      role="group"
    >
      {children(voice)}
    </div>
  )
}
