'use client'
import type { VoiceChatState } from '../hooks/results.ts'
import { useRealtimeState } from '../hooks/useRealtimeState.ts'
import type { ConversationItem } from '../session/ConversationItem.ts'
import type { VoiceLabels } from './labels.ts'
import { useHeardLength } from './useHeardLength.ts'

interface MessageTextProps {
  readonly item: ConversationItem
  readonly voice: VoiceChatState
  readonly labels: VoiceLabels
}

/** The words of a message: heard in ink, coming and unheard in grey, and a mark where it was cut. */
export function MessageText({ item, voice, labels }: MessageTextProps) {
  const { id, role, status, text, heardText, unheardText } = item
  if (text === '') return role === 'user' ? emptyTurn(item, labels) : labels.waitingForWords
  if (status === 'interrupted' && heardText !== undefined)
    return (
      <>
        {heardText.trimEnd()}
        {/* A word joiner keeps the mark on the line of the last heard word. */}
        {'\u2060'}
        <span data-voice="cut" role="img" aria-label={labels.cutMark} />
        {unheardText !== '' && <> {<span data-voice="unheard">{unheardText}</span>}</>}
      </>
    )
  if (role === 'assistant' && item.spoken && (status === 'in-progress' || status === 'completed'))
    return <SpokenText key={id} item={item} voice={voice} />
  return text
}

const emptyTurn = ({ status, transcription }: ConversationItem, labels: VoiceLabels) =>
  status === 'in-progress' || transcription === 'waiting' ? labels.waitingForWords : labels.noWords

/** What of the answer was heard by now. Only colour changes, so no word moves. */
function SpokenText({ item, voice }: Pick<MessageTextProps, 'item' | 'voice'>) {
  const progress = useRealtimeState(voice.session, ({ turn }) =>
    turn.audible === item.id ? 'audible' : turn.queued.includes(item.id) ? 'queued' : 'resting',
  )
  const heard = useHeardLength(voice, item, progress === 'audible')
  // Before its first sound all of it is coming; when the sound has ended, all of it was heard.
  const isAhead = progress === 'queued' || (progress === 'resting' && item.status === 'in-progress')
  const at = progress === 'audible' ? heard : isAhead ? 0 : item.text.length
  return (
    <>
      {item.text.slice(0, at)}
      {at < item.text.length && <span data-voice="coming">{item.text.slice(at)}</span>}
    </>
  )
}
