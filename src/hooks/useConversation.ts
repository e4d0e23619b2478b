'use client'
import type { ConversationItem } from '../session/ConversationItem.ts'
import type { RealtimeSession } from '../session/RealtimeSession.ts'
import type { SessionSnapshot } from '../session/SessionSnapshot.ts'
import { useReadable } from './useReadable.ts'
import { useMemo } from 'react'

export interface UseConversationResult {
  /** In the order of the conversation. The same array until something in it changes, at most once a frame. */
  readonly items: readonly ConversationItem[]
}

const selectItems = (snapshot: SessionSnapshot) => snapshot.conversation.items

/** What was said, typed and heard. Renders only the component that calls it. */
export function useConversation(session: RealtimeSession): UseConversationResult {
  const readable = useMemo(
    () => ({ get: session.getSnapshot, subscribe: session.subscribe }),
    [session],
  )
  const items = useReadable(readable, selectItems)
  return useMemo(() => ({ items }), [items])
}
