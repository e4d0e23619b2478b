'use client'
import { useEffect, useState } from 'react'
import type { Player } from '../audio/Player.ts'
import { useLatest } from '../hooks/useLatest.ts'
import { splitHeard } from '../session/conversation.ts'
import type { ConversationItem } from '../session/ConversationItem.ts'

/**
 * How many characters of an item were heard by now, at the ends of words.
 *
 * Asks the player before each paint while the item is audible, and renders only when a word is done: a few times a second.
 */
export function useHeardLength(player: Player, item: ConversationItem, isAudible: boolean): number {
  const [length, setLength] = useState(0)
  const latest = useLatest(item)
  useEffect(() => {
    if (!isAudible) return
    let frame = requestAnimationFrame(function tick() {
      const at = player.position()
      const { id, text } = latest.current
      if (at?.itemId === id) setLength(splitHeard(text, at.heardMs, at.receivedMs).heard.length)
      frame = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(frame)
  }, [player, latest, isAudible])
  return length
}
