'use client'
import { memo } from 'react'
import type { VoiceChatState } from '../hooks/results.ts'
import type { ConversationItem, ItemImage } from '../session/ConversationItem.ts'
import { CopyButton } from './CopyButton.tsx'
import { formatDuration } from './formatDuration.ts'
import { fillLabel, type VoiceLabels } from './labels.ts'
import { MessageText } from './MessageText.tsx'
import { ToolCard } from './ToolCard.tsx'

export interface MessageProps {
  readonly item: ConversationItem
  /** When the conversation began, in milliseconds since the Unix epoch. */
  readonly startedAtMs: number | null
  readonly voice: VoiceChatState
  readonly labels: VoiceLabels
}

/** What became of the message, where that is not plain from its text. */
function noteOf(item: ConversationItem, labels: VoiceLabels): string | null {
  if (item.problem) return `${item.problem.message} ${item.problem.remedy}`
  switch (item.status) {
    case 'interrupted':
      if (item.cutBy === 'line') return labels.lineNote
      if (item.heardMs === undefined) return item.spoken ? null : labels.cutNoteWhole
      if (item.heardMs === 0) return labels.cutNoteUnheard
      return fillLabel(labels.cutNote, { seconds: (item.heardMs / 1000).toFixed(1) })
    case 'incomplete':
      return labels.incompleteNote
    case 'failed':
      return item.role === 'user' ? labels.notSentNote : labels.failedNote
    default:
      return null
  }
}

const authorOf = ({ role }: ConversationItem, labels: VoiceLabels) =>
  role === 'user' ? labels.you : labels[role]

/** Nothing is loaded from anywhere: an address that a model wrote could tell its owner what was said. */
const isShownByUser = ({ url }: ItemImage) => url.startsWith('data:image/')

/** One turn of somebody. */
export const Message = memo(function Message({ item, startedAtMs, voice, labels }: MessageProps) {
  const { call } = item
  const images = item.role === 'user' ? (item.images ?? []) : []
  if (call !== undefined)
    return (
      <article data-voice="message" data-role={item.role} data-status={item.status}>
        <ToolCard item={item} call={call} voice={voice} labels={labels} />
      </article>
    )
  const note = noteOf(item, labels)
  const hasText = item.text !== '' || (images.length === 0 && item.status !== 'failed')
  const canCopy = item.role === 'assistant' && item.text !== '' && item.status !== 'in-progress'
  return (
    <article data-voice="message" data-role={item.role} data-status={item.status}>
      <header data-voice="message-head">
        <b>{authorOf(item, labels)}</b>
        {startedAtMs !== null && (
          <time>{formatDuration(Math.max(0, item.createdAtMs - startedAtMs))}</time>
        )}
      </header>
      {images.filter(isShownByUser).map(({ url }) => (
        <img key={url} data-voice="message-image" src={url} alt={labels.picture} />
      ))}
      {hasText && (
        <p data-voice="message-text">
          <bdi dir="auto">
            <MessageText item={item} voice={voice} labels={labels} />
          </bdi>
        </p>
      )}
      {note !== null && <p data-voice="message-note">{note}</p>}
      {canCopy && (
        <div data-voice="message-actions">
          <CopyButton text={item.text} labels={labels} />
        </div>
      )}
    </article>
  )
})
