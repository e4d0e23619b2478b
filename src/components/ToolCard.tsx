'use client'
import type { VoiceChatState } from '../hooks/results.ts'
import type { ConversationItem, ToolCall } from '../session/ConversationItem.ts'
import { Icon } from './Icon.tsx'
import { fillLabel, type VoiceLabels } from './labels.ts'
import { ToolArguments } from './ToolArguments.tsx'
import { Heading } from './Heading.tsx'

export interface ToolCardProps {
  readonly item: ConversationItem
  readonly call: ToolCall
  readonly voice: VoiceChatState
  readonly labels: VoiceLabels
}

/** What the assistant wants to do, or did: its arguments as text, and the question whether it may. */
export function ToolCard(props: ToolCardProps) {
  const { item, call, labels } = props
  switch (item.status) {
    case 'awaiting-approval':
      return <Question {...props} />
    case 'pending':
    case 'in-progress':
    case 'running':
      return (
        <div data-voice="tool-call">
          <header>
            <Icon name="tool" />
            <Heading level={3}>{call.name}</Heading>
            <span data-voice="tag">
              {item.status === 'running' ? labels.toolRunning : labels.toolPreparing}
            </span>
          </header>
        </div>
      )
    default:
      return (
        <details data-voice="tool-call">
          <summary>
            <Icon name={item.status === 'completed' ? 'check' : 'tool'} size="s" />
            <span>{outcomeOf(item, call, labels)}</span>
          </summary>
          <ToolArguments json={call.arguments} labels={labels} />
          {call.output !== null && <pre tabIndex={0}>{call.output}</pre>}
        </details>
      )
  }
}

function Question({ call, voice, labels }: ToolCardProps) {
  const { callId, name } = call
  const [before, after] = labels.toolQuestion.split('{name}')
  return (
    <div data-voice="tool-call" role="group" aria-label={fillLabel(labels.toolQuestion, { name })}>
      <header>
        <Icon name="tool" />
        <Heading level={3}>
          {before}
          <span data-voice="code">{name}</span>
          {after}
          {call.server !== undefined && (
            <small>{fillLabel(labels.toolServer, { server: call.server })}</small>
          )}
        </Heading>
        <span data-voice="tag">{labels.toolWaiting}</span>
      </header>
      <ToolArguments json={call.arguments} labels={labels} />
      <footer>
        <button
          type="button"
          data-voice="button"
          data-variant="primary"
          aria-label={fillLabel(labels.toolAllowName, { name })}
          onClick={() => voice.approve(callId)}
        >
          {labels.toolAllow}
        </button>
        <button
          type="button"
          data-voice="button"
          aria-label={fillLabel(labels.toolDenyName, { name })}
          onClick={() => voice.reject(callId)}
        >
          {labels.toolDeny}
        </button>
      </footer>
    </div>
  )
}

function outcomeOf(item: ConversationItem, { name }: ToolCall, labels: VoiceLabels): string {
  switch (item.status) {
    case 'completed':
      // The call that was allowed has a card of its own.
      return fillLabel(item.kind === 'mcp-approval' ? labels.toolAllowed : labels.toolDone, {
        name,
      })
    case 'rejected':
      return fillLabel(labels.toolDenied, { name })
    case 'failed':
      return item.problem?.message ?? fillLabel(labels.toolFailed, { name })
    default:
      return fillLabel(labels.toolStopped, { name })
  }
}
