import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, within } from 'storybook/test'
import { useAudioPlayer, useConversation, useMicrophone, useRealtimeSession } from '../src/index.ts'
import { simulator } from '../src/simulator/index.ts'

/** The three hooks and a list of words: everything that `<VoiceChat>` does begins here. */
function ComposeYourOwn() {
  const [endpoint] = useState(() => simulator())
  const microphone = useMicrophone()
  const player = useAudioPlayer()
  const voice = useRealtimeSession({ endpoint, microphone, player })
  const { items } = useConversation(voice.session)
  const isRunning = voice.connection.status === 'connected'
  return (
    <main>
      <p>
        {voice.connection.status}, {voice.modelStatus}
      </p>
      <button type="button" onClick={isRunning ? voice.disconnect : () => void voice.connect()}>
        {isRunning ? 'Hang up' : 'Call'}
      </button>
      <ol aria-label="What was said">
        {items.map(({ id, role, status, text }) => (
          <li key={id}>
            {role}: {text} ({status})
          </li>
        ))}
      </ol>
      {voice.error && <p role="alert">{voice.error.message}</p>}
    </main>
  )
}

const meta = { title: 'Hooks', component: ComposeYourOwn } satisfies Meta<typeof ComposeYourOwn>
export default meta

/** Against the simulator in this page. Talk, and it says your own words back. */
export const ComposeYourOwnStory: StoryObj<typeof meta> = {
  name: 'Compose your own',
  parameters: { docs: { source: { type: 'code' } } },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByText('idle, idle')).toBeVisible()
  },
}
