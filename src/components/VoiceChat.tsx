'use client'
import { forwardRef } from 'react'
import type { VoiceChatState } from '../hooks/results.ts'
import { useVoiceChat, type UseVoiceChatOptions } from '../hooks/useVoiceChat.ts'
import { ChatRoot, type ChatRootProps } from './ChatRoot.tsx'

interface ChatOptions extends Omit<ChatRootProps, 'voice'> {
  /** What `useVoiceChat` returns, when you call it yourself. */
  readonly voice?: VoiceChatState | undefined
}

/** Either an endpoint, and all the options of `useVoiceChat`; or a `voice` that you made yourself. */
export type VoiceChatProps =
  | (ChatOptions & UseVoiceChatOptions & { readonly voice?: undefined })
  | (ChatOptions & { readonly voice: VoiceChatState })

type LiveChatProps = Omit<ChatOptions, 'voice'> & UseVoiceChatOptions

const LiveChat = forwardRef<HTMLElement, LiveChatProps>(function LiveChat(props, ref) {
  const {
    endpoint,
    settings,
    transport,
    requireMicrophone,
    tools,
    prices,
    answerTimeoutMs,
    bargeIn,
    onError,
    onEvent,
    constraints,
    deviceId,
    chunkMs,
    prerollMs,
    workletUrl,
    workerUrl,
    jitterMs,
    outputRoute,
    ...rest
  } = props
  const voice = useVoiceChat({
    endpoint,
    settings,
    transport,
    requireMicrophone,
    tools,
    prices,
    answerTimeoutMs,
    bargeIn,
    onError,
    onEvent,
    constraints,
    deviceId,
    chunkMs,
    prerollMs,
    workletUrl,
    workerUrl,
    jitterMs,
    outputRoute,
    // One that is not named here would end up among the attributes of the page.
  } satisfies Record<keyof UseVoiceChatOptions, unknown>)
  return <ChatRoot {...rest} voice={voice} ref={ref} />
})

/**
 * A whole voice conversation: start and end, status, visualiser, transcript, writing, settings and errors.
 *
 * Fills the box that it is given (at least 30 rem high), and follows the `color-scheme` of the page; force one with
 * `data-voice-theme`. Import `react-realtime-voice/styles.css` once. Children replace the default arrangement; they
 * may be a function of `voice`.
 *
 * @example
 * <VoiceChat endpoint={azure({ endpoint, deployment, tokenUrl: '/api/realtime/token' })} />
 */
export const VoiceChat = forwardRef<HTMLElement, VoiceChatProps>(function VoiceChat(props, ref) {
  return props.voice === undefined ? (
    <LiveChat {...props} ref={ref} />
  ) : (
    <ChatRoot {...props} ref={ref} />
  )
})
