import { afterEach, expect, it } from 'vitest'
import type { VoiceError } from '../../src/base/errors.ts'
import { GA } from '../../src/protocol/dialect.ts'
import { lineRequest } from '../../src/protocol/lineRequest.ts'
import type { ServerEvent } from '../../src/protocol/serverEvents.ts'
import { simulator, type SimulatorEndpointOptions } from '../../src/simulator/index.ts'
import type { Transport } from '../../src/transport/Transport.ts'

const lines: Transport[] = []
afterEach(() => lines.splice(0).forEach((line) => line.close()))

function open(options: SimulatorEndpointOptions) {
  const endpoint = simulator(options)
  const line = endpoint.transport(lineRequest(endpoint, GA))
  lines.push(line)
  const events: ServerEvent[] = []
  const problems: VoiceError[] = []
  line.open({
    opened: () => undefined,
    event: (event) => events.push(event),
    warning: (problem) => problems.push(problem),
    lost: (problem) => problems.push(problem),
  })
  const types = () => events.map(({ type }) => type)
  const hear = (type: ServerEvent['type']) => expect.poll(types, { timeout: 5000 }).toContain(type)
  return { line, events, problems, hear }
}

it('answers a typed turn from a Worker, with no server', async () => {
  const logged: string[] = []
  const { line, events, problems, hear } = open({ pace: 0, log: (text) => logged.push(text) })
  await hear('session.created')
  line.send({
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Good day' }] },
  })
  // Silence of one second goes through the detector in the Worker.
  line.send({ type: 'input_audio_buffer.append', audio: btoa('\0'.repeat(48_000)) })
  line.send({ type: 'response.create' })
  await hear('response.done')
  const said = events.find(({ type }) => type === 'response.output_audio_transcript.done')
  expect(said).toMatchObject({ transcript: 'Good day' })
  expect(events.some(({ type }) => type === 'response.output_audio.delta')).toBe(true)
  expect(events.some(({ type }) => type === 'input_audio_buffer.speech_started')).toBe(false)
  expect(logged[0]).toBe('The simulator runs in a Worker (blob).')
  expect(problems).toEqual([])
})

it('speaks with the voice that the page lends to the Worker', async () => {
  const asked: string[] = []
  const voice = {
    speak(text: string) {
      asked.push(text)
      return Promise.resolve(new Int16Array(2400).fill(7))
    },
  }
  const { line, events, problems, hear } = open({ pace: 0, brain: 'greeter', voice })
  await hear('session.created')
  line.send({ type: 'response.create' })
  await hear('response.done')
  expect(asked.join(' ')).toBe('Hello! Nice to meet you. What is your name?')
  const sound = events.flatMap((event) =>
    event.type === 'response.output_audio.delta' ? [atob(event.delta)] : [],
  )
  expect(sound.join('')).toBe('\x07\0'.repeat(asked.length * 2400))
  expect(problems).toEqual([])
})

it('loses its line as a socket would, when a fault cuts it', async () => {
  const faults = [
    { on: { dir: 'timer', atMs: 50 }, do: { close: [3000, 'invalid_api_key'] } },
  ] as const
  const { problems, hear } = open({ faults })
  await hear('session.created')
  await expect.poll(() => problems.map(({ code }) => code)).toEqual(['unauthorized'])
})

it('says so when the address of the Worker is wrong', async () => {
  const { problems } = open({ workerUrl: '/nowhere/rv-worker.js' })
  await expect.poll(() => problems.map(({ code }) => code)).toEqual(['worker_load_failed'])
})
