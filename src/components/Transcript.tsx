'use client'
import type { ComponentPropsWithoutRef } from 'react'
import { useConversation } from '../hooks/useConversation.ts'
import type { ConversationItem } from '../session/ConversationItem.ts'
import { Icon } from './Icon.tsx'
import { Message } from './Message.tsx'
import { useStickToEnd } from './useStickToEnd.ts'
import { usePart, type PartProps } from './VoiceContext.ts'

export interface TranscriptProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'div'>, 'children'> {}

/** The answer of a tool stands in the card of its call. */
const isShown = (item: ConversationItem) => item.kind !== 'tool-output'

/**
 * What was said, typed and heard, in order.
 *
 * Not announced: the voice is heard already. It stays at its end only while the reader is there; who reads further up is left in peace.
 */
export function Transcript({ voice, labels, ...rest }: TranscriptProps) {
  const part = usePart({ voice, labels }, 'Transcript')
  const { items } = useConversation(part.voice.session)
  const { ref, isAtEnd, goToEnd } = useStickToEnd(items)
  const { connection } = part.voice
  const startedAtMs = 'connectedAtMs' in connection ? connection.connectedAtMs : null
  return (
    <>
      <div
        role="log"
        aria-live="off"
        aria-label={part.labels.transcript}
        tabIndex={0}
        {...rest}
        ref={ref}
        data-voice="transcript"
      >
        {items.length === 0 && <p data-voice="muted">{part.labels.transcriptEmpty}</p>}
        {items.filter(isShown).map((item) => (
          <Message
            key={item.id}
            item={item}
            startedAtMs={startedAtMs}
            voice={part.voice}
            labels={part.labels}
          />
        ))}
      </div>
      {!isAtEnd && (
        <button type="button" data-voice="new-messages" onClick={goToEnd}>
          <Icon name="arrow-down" size="s" />
          <span>{part.labels.newMessages}</span>
        </button>
      )}
    </>
  )
}
