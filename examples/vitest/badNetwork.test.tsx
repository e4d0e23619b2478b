import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { local } from 'react-realtime-voice'
import { recordSpeech, startFaultProxy, startSimulator } from 'react-realtime-voice/simulator/node'
import { ClockedPlayer, SampledMicrophone } from 'react-realtime-voice/testing'
import { expect, it } from 'vitest'
import { OrderDesk } from './OrderDesk.tsx'

async function call(url: string) {
  const microphone = new SampledMicrophone()
  const endpoint = local({ url })
  render(<OrderDesk endpoint={endpoint} microphone={microphone} player={new ClockedPlayer()} />)
  await userEvent.click(screen.getByRole('button', { name: 'Call' }))
  return microphone
}

it('keeps what was said when the line breaks in the middle of an answer', async () => {
  const simulator = await startSimulator({ brain: 'parrot' })
  // The third piece of sound never comes, and the line is gone.
  simulator.faults.add({
    on: { dir: 'out', type: 'response.output_audio.delta', nth: 3 },
    do: { terminate: true },
  })
  const microphone = await call(simulator.url)
  await expect.poll(() => simulator.sessions).toHaveLength(1)
  microphone.speak(await recordSpeech(['Where is my pizza?', 1000]))

  expect(await screen.findByRole('alert')).toHaveTextContent('broke')
  expect(screen.getByText(/^user:/)).toBeVisible()
  expect(simulator.faults.firings).toHaveLength(1)
  await simulator.close()
})

it('says so when the network takes the call away', async () => {
  const simulator = await startSimulator()
  const proxy = await startFaultProxy({ target: simulator.url })
  // Every byte 200 ms late; the line still comes up.
  await proxy.add({ type: 'latency', latencyMs: 200 })
  await call(proxy.url)
  await expect.poll(() => screen.queryByRole('button')).toBeNull()

  await proxy.add({ type: 'reset', timeoutMs: 0 })
  expect(await screen.findByRole('alert')).toHaveTextContent('broke')
  await proxy.close()
  await simulator.close()
})
