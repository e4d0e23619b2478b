import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createFliteVoice } from '../../src/simulator/node/FliteVoice.ts'
import { startSimulator, type RunningSimulator } from '../../src/simulator/node/index.ts'
import { openClient, SERVICES, turnsBrain, type Client } from '../support/dialectClient.ts'
import { TURNS } from '../support/dialectTurns.ts'

let simulator: RunningSimulator
let speech: Int16Array
let client: Client | null = null

beforeAll(async () => {
  const voice = await createFliteVoice()
  if (voice === null) throw new Error('the voice is not installed')
  speech = await voice.speak('Good morning. How are you today?', 'alloy')
  await voice.close()
  simulator = await startSimulator({ pace: 0, brain: turnsBrain })
})
afterEach(() => client?.session.disconnect())
afterAll(() => simulator.close())

describe.each(SERVICES)('in the words of $name', (service) => {
  it.each(TURNS)('$name is held', async ({ settings, run }) => {
    client = openClient(`${simulator.url}${service.path}`, settings)
    await client.session.connect()
    expect(client.errors).toEqual([])
    await run(client, speech, service)
    if (service.name === 'GA') expect(client.errors).toEqual([])
  })
})
