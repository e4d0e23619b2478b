import { render, screen, waitForElementToBeRemoved } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { local } from 'react-realtime-voice'
import {
  recordSpeech,
  startSimulator,
  type RunningSimulator,
  type Scenario,
} from 'react-realtime-voice/simulator/node'
import { ClockedPlayer, SampledMicrophone } from 'react-realtime-voice/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OrderDesk } from './OrderDesk.tsx'

const orders: Scenario = {
  name: 'orders',
  turns: [
    {
      when: { turn: 0 },
      heard: 'One pizza, please.',
      reply: [{ say: 'One pizza. Anything else?' }],
    },
  ],
}

let simulator: RunningSimulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: orders, pace: 0 })
})
afterAll(() => simulator.close())

async function call() {
  const microphone = new SampledMicrophone()
  const endpoint = local({ url: simulator.url })
  render(<OrderDesk endpoint={endpoint} microphone={microphone} player={new ClockedPlayer()} />)
  await userEvent.click(screen.getByRole('button', { name: 'Call' }))
  await waitForElementToBeRemoved(() => screen.queryByRole('button', { name: 'Call' }))
  return microphone
}

it('writes down what the caller says, and what is answered', async () => {
  const microphone = await call()
  // Real speech, and the silence that ends a turn.
  microphone.speak(await recordSpeech(['One pizza, please.', 1000]))

  await screen.findByText('user: One pizza, please.')
  await screen.findByText('assistant: One pizza. Anything else?')
})

it('says so when the line breaks', async () => {
  await call()
  simulator.drop()

  expect(await screen.findByRole('alert')).toHaveTextContent('broke')
})
