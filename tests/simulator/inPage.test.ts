import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { pcm16ToBase64 } from '../../src/audio/sound/pcm.ts'
import type { VoiceError } from '../../src/base/errors.ts'
import type { ClientEvent } from '../../src/protocol/clientEvents.ts'
import { GA } from '../../src/protocol/dialect.ts'
import { lineRequest } from '../../src/protocol/lineRequest.ts'
import { simulator, type SimulatorEndpointOptions } from '../../src/simulator/index.ts'
import type { FromSimulator, PageSettings, ToSimulator } from '../../src/simulator/pageMessages.ts'
import { serveSimulator } from '../../src/simulator/serveSimulator.ts'
import { createFliteVoice } from '../../src/simulator/node/FliteVoice.ts'
import type { Voice } from '../../src/simulator/voice/Voice.ts'
import type { Transport } from '../../src/transport/Transport.ts'
import type { Heard } from './support/Heard.ts'

let spoken: Int16Array
beforeAll(async () => {
  const voice = await createFliteVoice()
  if (!voice) throw new Error('the voice of these tests is not installed')
  spoken = await voice.speak('Good morning, how are you?', 'alloy')
  await voice.close()
})

const lines: Transport[] = []
afterEach(() => lines.splice(0).forEach((line) => line.close()))

/** Opens a line as a session does. Node has no Worker, so this is also the way of a page that allows none. */
function open(options?: SimulatorEndpointOptions) {
  const endpoint = simulator(options)
  const line = endpoint.transport(lineRequest(endpoint, GA))
  lines.push(line)
  const events: Heard[] = []
  const problems: VoiceError[] = []
  let opened = 0
  line.open({
    opened: () => opened++,
    event: (_event, raw) => events.push(raw as Heard),
    warning: (problem) => problems.push(problem),
    lost: (problem) => problems.push(problem),
  })
  return {
    events,
    problems,
    opened: () => opened,
    say: (event: ClientEvent) => line.send(event),
    close: () => line.close(),
    hear: (type: string) =>
      expect
        .poll(() => events.find((event) => event.type === type), { timeout: 5000 })
        .toBeDefined()
        .then(() => events.find((event) => event.type === type)!),
  }
}

const append = (pcm: Int16Array): ClientEvent => ({
  type: 'input_audio_buffer.append',
  audio: pcm16ToBase64(pcm),
})

describe('the simulator in the page', () => {
  it('hears speech with the real detector and says it back', async () => {
    const { say, hear, events, problems, opened } = open({ pace: 0 })
    await hear('session.created')
    expect(opened()).toBe(1)
    say(append(new Int16Array(24_000)))
    for (let at = 0; at < spoken.length; at += 960) say(append(spoken.slice(at, at + 960)))
    say(append(new Int16Array(24_000)))
    const started = await hear('input_audio_buffer.speech_started')
    expect(started.audio_start_ms).toBeGreaterThan(600)
    expect(started.audio_start_ms).toBeLessThan(1100)
    await hear('response.done')
    const bytes = events
      .filter(({ type }) => type === 'response.output_audio.delta')
      .reduce((total, { delta }) => total + Buffer.from(delta, 'base64').length, 0)
    const spokenMs = spoken.length / 24
    expect(bytes / 48).toBeGreaterThan(spokenMs * 0.8)
    expect(bytes / 48).toBeLessThan(spokenMs + 1000)
    expect(problems).toEqual([])
  })

  it('follows a script, with sounds of its own', async () => {
    const clip = new Int16Array(2400).fill(900)
    const { say, hear, events } = open({
      pace: 0,
      clips: { ding: clip },
      scenario: { name: 'one', turns: [{ reply: [{ clip: 'ding', says: 'Ding!' }] }] },
    })
    await hear('session.created')
    say({ type: 'response.create' })
    await hear('response.done')
    const delta = events.find(({ type }) => type === 'response.output_audio.delta')?.delta
    expect(delta).toBe(pcm16ToBase64(clip))
  })

  it('speaks with the voice that the page lends it', async () => {
    const asked: string[] = []
    const voice: Voice = {
      speak(text, name) {
        asked.push(`${name}: ${text}`)
        return Promise.resolve(new Int16Array(2400).fill(text.length))
      },
    }
    const { say, hear, events } = open({ pace: 0, brain: 'interviewer', latencyMs: 0, voice })
    const { session } = await hear('session.created')
    expect(session.audio.output.voice).toBe('cedar')
    say({ type: 'response.create' })
    await hear('response.done')
    const words = 'Welcome, and thank you for coming.'
    expect(asked[0]).toBe(`cedar: ${words}`)
    const delta = events.find(({ type }) => type === 'response.output_audio.delta')?.delta
    expect(delta === pcm16ToBase64(new Int16Array(2400).fill(words.length))).toBe(true)
  })

  it('fails an answer whose voice fails, and goes on', async () => {
    const voice: Voice = { speak: () => Promise.reject(new Error('hoarse')) }
    const { say, hear, problems } = open({ pace: 0, brain: 'listener', voice })
    await hear('session.created')
    say({ type: 'response.create' })
    const { response } = await hear('response.done')
    expect(response.status).toBe('failed')
    expect(response.status_details).toMatchObject({
      error: { message: 'the voice failed: hoarse' },
    })
    expect(problems).toEqual([])
  })

  it('says nothing once its line is closed, even while it is being loaded', async () => {
    const early = open()
    early.close()
    const late = open({ brain: 'longTalker' })
    await late.hear('session.created')
    late.say({ type: 'response.create' })
    await late.hear('response.created')
    late.close()
    const heard = late.events.length
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(late.events).toHaveLength(heard)
    expect(early.opened()).toBe(0)
    expect(early.events).toEqual([])
    const openPorts = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
    await expect.poll(openPorts).toBe(0)
  })

  it('gives each line a session of its own', async () => {
    const [one, other] = [open({ pace: 0 }), open({ pace: 0 })]
    const ids = await Promise.all(
      [one, other].map(async ({ hear }) => (await hear('session.created')).session.id),
    )
    expect(ids[0]).not.toBe(ids[1])
    one.say({ type: 'response.create' })
    await one.hear('response.done')
    expect(other.events.map(({ type }) => type)).not.toContain('response.done')
  })

  it('refuses a brain that it does not know, a fault that cannot be, and a script that cannot be followed', () => {
    expect(() => simulator({ brain: 'owl' })).toThrow(/no brain named "owl".*parrot/)
    expect(() =>
      simulator({ faults: [{ on: { dir: 'out', nth: 0 }, do: { drop: true } }] }),
    ).toThrow(expect.objectContaining({ code: 'fault_invalid' }))
    // A script from JSON, as a page would hand it over.
    const script = JSON.parse('{"name":"x","turns":[{"reply":[{"sya":"Hi"}]}]}')
    expect(() => simulator({ scenario: script })).toThrow(
      /turns\[0\]\.reply\[0\]\.sya is not known/,
    )
  })
})

it('a defect of the simulator ends the line, and is told', async () => {
  const { port1, port2 } = new MessageChannel()
  const heard: FromSimulator[] = []
  port1.onmessage = ({ data }: MessageEvent<FromSimulator>) => heard.push(data)
  serveSimulator(port2)
  const settings = { ...SETTINGS, brain: 'nobody' }
  port1.postMessage({ type: 'start', settings, weights: new Float64Array(0) } satisfies ToSimulator)
  await expect.poll(() => heard.map(({ type }) => type)).toEqual(['log', 'closed'])
  expect(heard.at(-1)).toMatchObject({ code: 1011 })
  port1.close()
})

const SETTINGS: PageSettings = {
  ...{ model: 'gpt-realtime', brain: 'parrot', scenario: undefined, clips: {}, hasVoice: false },
  ...{ faults: [], pace: undefined, latencyMs: undefined, sessionTtlMs: undefined },
  transcription: undefined,
}
