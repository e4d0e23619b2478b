import { createRoot } from 'react-dom/client'
import { VoiceChat } from 'react-realtime-voice'
import { simulator } from 'react-realtime-voice/simulator'
import 'react-realtime-voice/styles.css'

// Hears you with the real detector and says your own words back: no server, no account, no network.
const endpoint = simulator({ brain: 'parrot' })

createRoot(document.getElementById('root')!).render(
  <div style={{ height: '40rem' }}>
    <VoiceChat endpoint={endpoint} />
  </div>,
)
