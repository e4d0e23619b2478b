'use client'
import { useCallback, useRef, type KeyboardEvent, type RefObject } from 'react'
import type { VoiceChatState } from '../hooks/results.ts'
import { useLatest } from '../hooks/useLatest.ts'
import { toggleMicrophone } from './toggleMicrophone.ts'

/** Keys by what they do, as in `KeyboardEvent.key`; `null` switches one off. */
export interface Shortcuts {
  /** Default `m`. */
  readonly mute?: string | null | undefined
  /** Default `Escape`. */
  readonly interrupt?: string | null | undefined
  /** Default the space bar; only with push to talk. */
  readonly hold?: string | null | undefined
  /** Goes on to the controls, the transcript, the notices. Default `F6`. */
  readonly next?: string | null | undefined
}

const KEYS = { mute: 'm', interrupt: 'Escape', hold: ' ', next: 'F6' } as const

const REGIONS = ['conversation-controls', 'transcript', 'notices']

/** Where a key means a letter, or presses what has the focus. */
const isTyping = (target: EventTarget) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, dialog, [contenteditable="true"]') !== null

const isPressing = (target: EventTarget) =>
  target instanceof HTMLElement && target.closest('button, a, summary') !== null

function focusNextRegion(layout: HTMLElement): void {
  const regions = REGIONS.flatMap((name) => [
    ...layout.querySelectorAll<HTMLElement>(`[data-voice="${name}"]`),
  ])
  const here = regions.findIndex((region) => region.contains(document.activeElement))
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(here + step) % regions.length]
    const target = region?.matches('[tabindex]')
      ? region
      : region?.querySelector<HTMLElement>('button:not([aria-disabled="true"]), a')
    if (target) return target.focus()
  }
}

/** Keys work only while the focus is inside, and never where text is typed. */
export function useShortcuts(
  voice: VoiceChatState,
  layout: RefObject<HTMLElement | null>,
  shortcuts: Shortcuts | false | undefined,
): (event: KeyboardEvent<HTMLElement>) => void {
  const latest = useLatest({ voice, shortcuts })
  const isHeld = useRef(false)
  return useCallback(
    (event) => {
      const { voice: now, shortcuts: chosen } = latest.current
      if (chosen === false || event.ctrlKey || event.metaKey || event.altKey) return
      const keys = { ...KEYS, ...chosen }
      if (event.key === keys.next && layout.current) {
        event.preventDefault()
        return focusNextRegion(layout.current)
      }
      if (isTyping(event.target) || now.connection.status !== 'connected') return
      const isPushToTalk = now.settings.turnDetection === null
      const canInterrupt = now.modelStatus === 'thinking' || now.modelStatus === 'speaking'
      if (event.key.toLowerCase() === keys.mute && !isPushToTalk) {
        if (!event.repeat) toggleMicrophone(now)
      } else if (event.key === keys.interrupt && canInterrupt) now.interrupt()
      else if (event.key === keys.hold && isPushToTalk && !isPressing(event.target)) {
        // A key that is held repeats itself, and would scroll the page.
        event.preventDefault()
        if (isHeld.current) return
        isHeld.current = true
        now.startTurn()
        const release = (up?: globalThis.KeyboardEvent | Event) => {
          if (up instanceof globalThis.KeyboardEvent && up.key !== keys.hold) return
          isHeld.current = false
          window.removeEventListener('keyup', release)
          window.removeEventListener('blur', release)
          latest.current.voice.endTurn()
        }
        window.addEventListener('keyup', release)
        window.addEventListener('blur', release)
      } else return
      event.preventDefault()
    },
    [latest, layout],
  )
}
