import { createRoot } from 'react-dom/client'
import { VoiceChat } from 'react-realtime-voice'
import { renderedVoice, simulator } from 'react-realtime-voice/simulator'
import 'react-realtime-voice/styles.css'

// Hears you with the real detector, and tells you a story: no server, no account.
const endpoint = simulator({ brain: 'longTalker', voice: renderedVoice({ url: 'lines/' }) })

createRoot(document.getElementById('root')!).render(
  <div style={{ height: '40rem' }}>
    <VoiceChat endpoint={endpoint} />
  </div>,
)
