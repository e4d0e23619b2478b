import { createRoot } from 'react-dom/client'
import { local, VoiceChat } from 'react-realtime-voice'
import 'react-realtime-voice/styles.css'

// Your app, with the address of the service from its environment.
const endpoint = local({ url: 'ws://localhost:4410' })

createRoot(document.getElementById('root')!).render(<VoiceChat endpoint={endpoint} />)
