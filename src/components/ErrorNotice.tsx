'use client'
import type { ComponentPropsWithoutRef } from 'react'
import type { VoiceError } from '../base/errors.ts'
import type { VoiceChatState } from '../hooks/results.ts'
import { focusPart } from './focusPart.ts'
import { ERROR_TITLES } from './errorTitles.ts'
import { Icon } from './Icon.tsx'
import { usePart, type PartProps } from './VoiceContext.ts'
import { Heading } from './Heading.tsx'

export interface ErrorNoticeProps
  extends PartProps, Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  readonly error: VoiceError
}

/** What "try again" means for an error: the microphone alone while there is a line, otherwise all of it. */
function retry(voice: VoiceChatState, error: VoiceError): void {
  const hasLine = voice.connection.status === 'connected'
  if (hasLine && error.area === 'speaker') void voice.player.unblock().catch(() => undefined)
  else if (hasLine) void voice.microphone.start().catch(() => undefined)
  else void voice.connect()
}

/** An error: what happened, what it means, what to do, and the button for it. */
export function ErrorNotice({ error, voice, labels, ...rest }: ErrorNoticeProps) {
  const part = usePart({ voice, labels }, 'ErrorNotice')
  const steps = error.remedy.split('\n')
  const isMicrophone = error.area === 'microphone'
  const hasLine = part.voice.connection.status === 'connected'
  return (
    <div {...rest} data-voice="error" role="alert">
      <Heading level={3}>
        <Icon name={isMicrophone ? 'microphone-off' : 'warning'} />
        <span>{ERROR_TITLES[error.code]}</span>
      </Heading>
      <p>{error.message}</p>
      {steps.length > 1 ? (
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      ) : (
        <p>{error.remedy}</p>
      )}
      <details>
        <summary>{part.labels.details}</summary>
        <span data-voice="code">{error.code}</span>
      </details>
      <div data-voice="actions">
        {error.retryable && (
          <button
            type="button"
            data-voice="button"
            data-variant="primary"
            onClick={(event) => {
              focusPart(event.currentTarget, 'controls')
              retry(part.voice, error)
            }}
          >
            {part.labels.tryAgain}
          </button>
        )}
        {hasLine && (
          <button
            type="button"
            data-voice="button"
            onClick={(event) => {
              focusPart(event.currentTarget, isMicrophone ? 'composer' : 'controls')
              part.voice.clearError()
            }}
          >
            {isMicrophone ? part.labels.continueWithText : part.labels.dismiss}
          </button>
        )}
      </div>
    </div>
  )
}
