import { afterAll, beforeAll, expect, it } from 'vitest'
import { pcm16ToBase64 } from '../../src/audio/sound/pcm.ts'
import { scenarios } from '../../src/simulator/brain/scenarios.ts'
import { createFliteVoice, type FliteVoice } from '../../src/simulator/node/FliteVoice.ts'
import { startSimulator, type RunningSimulator } from '../../src/simulator/node/index.ts'
import { Client } from './support/client.ts'
import type { Heard } from './support/Heard.ts'

let voice: FliteVoice
let simulator: RunningSimulator
beforeAll(async () => {
  const installed = await createFliteVoice()
  if (!installed) throw new Error('the voice of these tests is not installed')
  voice = installed
  // At 10 times real time the long answer still takes over two seconds: long enough to talk over.
  simulator = await startSimulator({ scenario: scenarios.longTalker, voice, pace: 10 })
})
afterAll(async () => {
  await simulator.close()
  await voice.close()
})

const soundMs = (events: readonly Heard[]) =>
  events
    .filter(({ type }) => type === 'response.output_audio.delta')
    .reduce((total, { delta }) => total + Buffer.from(delta, 'base64').length / 48, 0)

async function connect() {
  const client = new Client(`${simulator.url}/v1/realtime?model=m`)
  await client.hear('session.created')
  const append = (pcm: Int16Array) => {
    for (let at = 0; at < pcm.length; at += 2400)
      client.say({
        type: 'input_audio_buffer.append',
        audio: pcm16ToBase64(pcm.subarray(at, at + 2400)),
      })
  }
  const silence = (ms: number) => append(new Int16Array(ms * 24))
  return { client, append, silence }
}

it('hears a spoken question, talks for about twenty seconds, and is talked over', async () => {
  const { client, append, silence } = await connect()
  const question = await voice.speak('Please tell me a long story.', 'cedar')
  silence(500)
  append(question)
  silence(1000)
  await client.hear('response.output_audio.delta')
  const started = client.events.find(({ type }) => type === 'input_audio_buffer.speech_started')
  expect(started?.audio_start_ms).toBeGreaterThan(100)
  expect(started?.audio_start_ms).toBeLessThan(700)

  const before = client.events.length
  append(question)
  const cut = await client.hear('response.done', before)
  expect(cut.response.status_details).toEqual({ type: 'cancelled', reason: 'turn_detected' })
  const heardMs = soundMs(client.events)
  const item_id = cut.response.output[0].id
  const truncate = { type: 'conversation.item.truncate', item_id, content_index: 0 }
  client.say({ ...truncate, audio_end_ms: Math.floor(heardMs) })
  await client.hear('conversation.item.truncated')

  const second = client.events.length
  silence(1000)
  const done = await client.hear('response.done', second)
  expect(done.response.status).toBe('completed')
  const seconds = soundMs(client.events.slice(second)) / 1000
  expect(seconds).toBeGreaterThan(17)
  expect(seconds).toBeLessThan(32)
  expect(client.types).not.toContain('error')
  await client.close()
}, 30_000)

it('speaks with the voice that was chosen', async () => {
  const { client } = await connect()
  const session = { type: 'realtime', audio: { output: { voice: 'cedar' } } }
  client.say({ type: 'session.update', session })
  client.say({ type: 'response.create' })
  const { delta } = await client.hear('response.output_audio.delta')
  const first = await voice.speak('Let me tell you about the lighthouse on the hill.', 'cedar')
  expect(delta).toBe(pcm16ToBase64(first.subarray(0, 2400)))
  await client.close()
})
