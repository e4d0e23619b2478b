'use client'
import { useEffect, useState } from 'react'
import { Icon } from './Icon.tsx'
import type { VoiceLabels } from './labels.ts'

/** How long the mark stands that says that it is copied. */
const SHOWN_MS = 1500

export function CopyButton({
  text,
  labels,
}: {
  readonly text: string
  readonly labels: VoiceLabels
}) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <button
      type="button"
      data-voice="button"
      data-variant="quiet"
      data-size="dense"
      data-icon-only
      aria-label={isCopied ? labels.copied : labels.copy}
      onClick={() => {
        // A page without permission for the clipboard keeps the button as it is.
        navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => undefined,
        )
      }}
    >
      <Icon name={isCopied ? 'check' : 'copy'} size="s" />
    </button>
  )
}
