// @vitest-environment node
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { useRealtimeSession } from '../../src/hooks/useRealtimeSession.ts'
import { useConversation } from '../../src/hooks/useConversation.ts'
import { local } from '../../src/protocol/endpoint.ts'

it('renders on a server as idle, with nothing of a browser at hand', () => {
  expect(typeof window).toBe('undefined')
  const App = () => {
    const voice = useRealtimeSession({ endpoint: local({ url: 'ws://localhost:4400' }) })
    const { items } = useConversation(voice.session)
    return (
      <p>
        {voice.connection.status} {voice.modelStatus} {items.length}
      </p>
    )
  }
  expect(renderToString(<App />).replaceAll('<!-- -->', '')).toBe('<p>idle idle 0</p>')
})
