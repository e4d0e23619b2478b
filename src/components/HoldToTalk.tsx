'use client'
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useLatest } from '../hooks/useLatest.ts'
import { Icon } from './Icon.tsx'
import { LevelMeter } from './LevelMeter.tsx'
import { usePart } from './VoiceContext.ts'

/** The button of push to talk: held by a pointer, the space bar or Enter. Losing the focus or the window lets go. */
export function HoldToTalk({ voice, labels }: ReturnType<typeof usePart>) {
  const [isHeld, setHeld] = useState(false)
  const held = useRef(false)
  const latest = useLatest(voice)
  const press = () => {
    if (held.current) return
    held.current = true
    setHeld(true)
    voice.startTurn()
  }
  const release = () => {
    if (!held.current) return
    held.current = false
    setHeld(false)
    voice.endTurn()
  }
  useEffect(() => {
    const now = latest
    return () => {
      if (held.current) now.current.endTurn()
    }
  }, [latest])
  const isKey = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter'
  return (
    <button
      type="button"
      data-voice="button"
      data-variant="primary"
      data-pressed={isHeld || undefined}
      aria-pressed={isHeld}
      onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        press()
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isKey(event)) return
        event.preventDefault()
        press()
      }}
      onKeyUp={(event) => {
        if (isKey(event)) release()
      }}
      onBlur={release}
    >
      <Icon name="microphone" />
      <span>{labels.hold}</span>
      <LevelMeter meter={voice.microphone.meter} />
    </button>
  )
}
