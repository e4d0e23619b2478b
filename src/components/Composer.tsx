'use client'
import { useState, type ComponentPropsWithoutRef, type KeyboardEvent } from 'react'
import { Icon } from './Icon.tsx'
import { usePart, type PartProps } from './VoiceContext.ts'

export interface ComposerProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'form'>, 'children' | 'onSubmit'> {}

/** Says something in writing. Enter sends, Shift+Enter breaks the line. Sending interrupts what is being said. */
export function Composer({ voice, labels, ...rest }: ComposerProps) {
  const part = usePart({ voice, labels }, 'Composer')
  const [text, setText] = useState('')
  const { status } = part.voice.connection
  const canSend = text.trim() !== '' && (status === 'connected' || status === 'reconnecting')
  const send = () => {
    if (!canSend) return
    part.voice.sendText(text.trim())
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form
      {...rest}
      data-voice="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div>
        <textarea
          rows={1}
          aria-label={part.labels.message}
          placeholder={part.labels.message}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          data-voice="button"
          data-variant={canSend ? 'primary' : 'quiet'}
          data-icon-only
          aria-label={part.labels.send}
          aria-disabled={canSend ? undefined : true}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}
