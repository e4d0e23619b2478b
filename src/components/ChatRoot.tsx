'use client'
import { forwardRef, useMemo, useRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import type { VoiceChatState } from '../hooks/results.ts'
import { useRealtimeState } from '../hooks/useRealtimeState.ts'
import { Announcer } from './Announcer.tsx'
import { DefaultArrangement } from './DefaultArrangement.tsx'
import { hasWords } from './hasWords.ts'
import { withLabels, type VoiceLabels } from './labels.ts'
import { useShortcuts, type Shortcuts } from './useShortcuts.ts'
import { VoiceContext } from './VoiceContext.ts'

export interface ChatRootProps extends Omit<
  ComponentPropsWithoutRef<'section'>,
  'children' | 'onError' | 'title'
> {
  readonly voice: VoiceChatState
  readonly title?: string | undefined
  readonly compact?: boolean | undefined
  readonly labels?: Partial<VoiceLabels> | undefined
  readonly shortcuts?: Shortcuts | false | undefined
  readonly children?: ReactNode | ((voice: VoiceChatState) => ReactNode)
}

/** The frame of `<VoiceChat>`: what is going on stands in its attributes, and CSS shows it. */
export const ChatRoot = forwardRef<HTMLElement, ChatRootProps>(function ChatRoot(
  { voice, title, compact = false, labels, shortcuts, children, onKeyDown, ...rest },
  ref,
) {
  const texts = useMemo(() => withLabels(labels), [labels])
  const value = useMemo(() => ({ voice, labels: texts }), [voice, texts])
  const isEmpty = !useRealtimeState(voice.session, hasWords)
  const layout = useRef<HTMLDivElement>(null)
  const onShortcut = useShortcuts(voice, layout, shortcuts)
  const arrangement = typeof children === 'function' ? children(voice) : children
  return (
    <section
      aria-label={texts.conversation}
      {...rest}
      ref={ref}
      data-voice="voice-chat"
      data-connection={voice.connection.status}
      data-model-status={voice.modelStatus}
      data-empty={isEmpty || undefined}
      data-compact={compact || undefined}
      data-arrangement={arrangement == null ? undefined : 'own'}
      onKeyDown={(event) => {
        onKeyDown?.(event)
        if (!event.defaultPrevented) onShortcut(event)
      }}
    >
      <VoiceContext.Provider value={value}>
        <div data-voice="layout" ref={layout}>
          {arrangement ?? <DefaultArrangement title={title} compact={compact} />}
        </div>
        <Announcer />
      </VoiceContext.Provider>
    </section>
  )
})
