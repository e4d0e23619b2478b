import {
  useConversation,
  useRealtimeSession,
  type Endpoint,
  type MicrophoneSource,
  type Player,
} from 'react-realtime-voice'

interface OrderDeskProps {
  readonly endpoint: Endpoint
  readonly microphone: MicrophoneSource
  readonly player: Player
}

/** Your own component: it shows what the caller orders. */
export function OrderDesk({ endpoint, microphone, player }: OrderDeskProps) {
  const voice = useRealtimeSession({ endpoint, microphone, player })
  const { items } = useConversation(voice.session)

  return (
    <section>
      {voice.connection.status !== 'connected' && (
        <button onClick={() => void voice.connect()}>Call</button>
      )}
      {voice.error && <p role="alert">{voice.error.message}</p>}
      <ol>
        {items.map((item) => (
          <li key={item.id}>
            {item.role}: {item.text}
          </li>
        ))}
      </ol>
    </section>
  )
}
