import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { local, VoiceChat } from '../../../src/index.ts'
import '../../../src/components/voice.css'

// An app as a newcomer writes it. The test reads it from outside, as a person and a screen reader do.
const url = new URLSearchParams(location.search).get('url') ?? 'ws://localhost:4400'
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <VoiceChat
        endpoint={local({ url })}
        constraints={{ echoCancellation: false, noiseSuppression: false, autoGainControl: false }}
        onEvent={({ direction, event }) => window.heard?.(direction, event)}
      />
    </StrictMode>,
  )

declare global {
  interface Window {
    /** Put there by the test. */
    heard?: (direction: string, event: { readonly type: string }) => void
  }
}
