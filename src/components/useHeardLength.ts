'use client'
import { useEffect, useState } from 'react'
import type { VoiceChatState } from '../hooks/results.ts'
import { useLatest } from '../hooks/useLatest.ts'
import type { ConversationItem } from '../session/ConversationItem.ts'
import { splitHeard } from '../session/splitHeard.ts'

/**
 * How many characters of an item were heard by now, at the ends of words.
 *
 * Asks the player before each paint while the item is audible, and renders only when a word is done: a few times a second.
 */
export function useHeardLength(
  { session, player: { player } }: VoiceChatState,
  item: ConversationItem,
  isAudible: boolean,
): number {
  const [length, setLength] = useState(0)
  const latest = useLatest(item)
  useEffect(() => {
    if (!isAudible) return
    let frame = requestAnimationFrame(function tick() {
      const at = player.position()
      const { id, text } = latest.current
      if (at?.itemId === id) {
        const { turn, settings } = session.getSnapshot()
        const sound = { ...at, isComplete: turn.complete.includes(id), speed: settings.speed }
        setLength(splitHeard(text, sound).heard.length)
      }
      frame = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(frame)
  }, [session, player, latest, isAudible])
  return length
}
