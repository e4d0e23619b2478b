import { createRoot } from 'react-dom/client'
import { local, VoiceChat } from '../../../src/index.ts'
import '../../../src/components/voice.css'
import type { Tapped } from '../../support/outputTap.ts'
import * as rig from './rig.ts'

declare global {
  interface Window {
    /** The library's public names and what measures them: tests run their steps in this page. */
    rig: typeof rig
    /** This and the next are put there by `installTap`. */
    heard?: (direction: string, event: { readonly type: string }) => void
    tap: {
      readonly blocks: readonly Float32Array[]
      readonly rateHz: number
      readonly events: Tapped['events']
      readonly statuses: readonly string[]
    }
  }
}

window.rig = rig

/** With `?url=`, an app as a newcomer writes it. */
const url = new URLSearchParams(location.search).get('url')
const root = document.getElementById('root')
if (url !== null && root)
  createRoot(root).render(
    <VoiceChat
      endpoint={local({ url })}
      constraints={{ echoCancellation: false, noiseSuppression: false, autoGainControl: false }}
      onEvent={({ direction, event }) => window.heard?.(direction, event)}
    />,
  )
