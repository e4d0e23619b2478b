import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { VoiceError } from '../../../src/base/errors.ts'
import { azure, local, voiceLive, type Endpoint } from '../../../src/protocol/endpoint.ts'
import { SAID, type SessionSettings } from '../../../src/protocol/settings.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { startSimulator } from '../../../src/simulator/node/index.ts'
import { websocket } from '../../../src/transport/websocket.ts'
import { SETTING_EXAMPLES } from '../../protocol/settingExamples.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const apiKey = 'simulated'

/** Each service as it stands at the simulator's door, and what it does not have. */
const SERVICES = {
  GA: {
    at: (url: string): Endpoint => local({ url }),
    lacks: ['temperature'],
  },
  'the preview of 2025': {
    at: (url: string): Endpoint =>
      azure({ endpoint: url, deployment: 'd', apiVersion: '2025-04-01-preview', apiKey }),
    lacks: [],
  },
  'the preview of 2024': {
    at: (url: string): Endpoint =>
      azure({ endpoint: url, deployment: 'd', apiVersion: '2024-10-01-preview', apiKey }),
    lacks: ['speed', 'noiseReduction'],
  },
  'Voice Live': {
    at: (url: string): Endpoint => voiceLive({ endpoint: url, model: 'gpt-realtime', apiKey }),
    lacks: [],
  },
} as const

const NOBODY = ['voice', { voice: 'nobody' }] as const
const NO_FILTER = [
  'noiseReduction.type',
  { noiseReduction: 'azure_deep_noise_suppression' },
] as const
type Refused = readonly [told: string, change: SessionSettings]

/** What our types allow, and a service does not. */
const REFUSED: Readonly<Record<Name, readonly [Refused, ...Refused[]]>> = {
  GA: [NOBODY, NO_FILTER],
  'the preview of 2025': [NOBODY, NO_FILTER],
  'the preview of 2024': [
    NOBODY,
    ['turnDetection.type', { turnDetection: { type: 'semantic_vad' } }],
  ],
  'Voice Live': [
    ['voice.endpointId', { voice: { type: 'azure-custom', name: 'mine' } }],
    ['input_audio_sampling_rate', { raw: { input_audio_sampling_rate: 11_025 } }],
  ],
}

type Name = keyof typeof SERVICES
const names = [
  'GA',
  'the preview of 2025',
  'the preview of 2024',
  'Voice Live',
] as const satisfies Name[]

async function lineTo(name: Name, settings: SessionSettings = {}) {
  const simulator = await startSimulator({ pace: 0 })
  const problems: VoiceError[] = []
  const session = new RealtimeSession({
    endpoint: SERVICES[name].at(simulator.url.replace('ws:', 'http:')),
    transport: websocket({ WebSocket }),
    settings,
    onError: (error) => problems.push(error),
  })
  ends.push(
    () => session.disconnect(),
    () => simulator.close(),
  )
  await session.connect()
  const next = async (change: SessionSettings) => {
    const answered = Promise.race([session.once('session.updated'), session.once('error')])
    session.updateSettings(change)
    await answered
  }
  return { session, problems, next, inForce: () => session.getSnapshot().settings }
}

const has = (name: Name) => {
  const lacks: readonly string[] = SERVICES[name].lacks
  return SAID.filter((setting) => !lacks.includes(setting))
}

describe.each(names)('a line to %s', (name) => {
  it('comes up with the defaults and without a complaint', async () => {
    const { problems, inForce } = await lineTo(name)
    expect(problems).toEqual([])
    expect(inForce()).toMatchObject({
      output: 'audio',
      turnDetection: { type: 'server_vad', threshold: 0.5, silenceDurationMs: 500 },
      inputTranscription: { model: 'whisper-1' },
    })
  })

  it('has every setting that the service has confirmed by it', async () => {
    const settings = Object.fromEntries(has(name).map((key) => [key, SETTING_EXAMPLES[key][0]]))
    const { problems, inForce } = await lineTo(name, settings)
    expect(problems).toEqual([])
    const { turnDetection, ...others } = settings
    expect(inForce()).toMatchObject(others)
    expect(inForce().turnDetection).toMatchObject({ threshold: 0.75, silenceDurationMs: 1200 })
    expect(turnDetection).toBeDefined()
  })

  it('changes its settings one by one', async () => {
    const { problems, next, inForce } = await lineTo(name)
    for (const key of has(name).filter((one) => !one.endsWith('Format'))) {
      await next({ [key]: SETTING_EXAMPLES[key][1] })
      expect(inForce()).toHaveProperty(key, SETTING_EXAMPLES[key][1])
    }
    expect(problems).toEqual([])
  })

  it.each(REFUSED[name])(
    'keeps the others of an update when one is refused, and names it in our words: %s',
    async (told, change) => {
      const { session, problems, inForce } = await lineTo(name, { instructions: 'Be brief.' })
      const before = inForce()
      const confirmed = session.once('session.updated')
      session.updateSettings({ ...change, instructions: 'Be kind.' })
      await confirmed
      expect(inForce()).toEqual({ ...before, instructions: 'Be kind.' })
      expect(problems).toMatchObject([{ code: 'setting_refused' }])
      expect(problems[0]?.message).toMatch(new RegExp(`^${told} stays as it was: \\w`))
      expect(problems[0]?.message).not.toContain('session.')
      expect(session.getSnapshot().wantedSettings).not.toMatchObject(change)
    },
  )

  it('tells the refusals of several updates apart', async () => {
    const { session, problems, next, inForce } = await lineTo(name)
    const [bad] = REFUSED[name]
    session.updateSettings({ maxOutputTokens: 100 })
    session.updateSettings(bad[1])
    session.updateSettings({ toolChoice: 'none' })
    await next({ instructions: 'Be kind.' })
    while (inForce().instructions !== 'Be kind.') await session.once('session.updated')
    expect(inForce()).toMatchObject({ maxOutputTokens: 100, toolChoice: 'none' })
    expect(problems).toHaveLength(1)
    expect(session.getSnapshot().wantedSettings).toMatchObject({
      maxOutputTokens: 100,
      toolChoice: 'none',
      instructions: 'Be kind.',
    })
  })

  it('comes up with the voice of the service when it does not have the one asked for', async () => {
    const [voice] = REFUSED[name].filter(([told]) => told.startsWith('voice'))
    const { session, problems, inForce } = await lineTo(name, {
      ...voice?.[1],
      instructions: 'Be kind.',
    })
    expect(session.getSnapshot().connection.status).toBe('connected')
    expect(problems).toMatchObject([{ code: 'setting_refused' }])
    expect(inForce()).toMatchObject({ instructions: 'Be kind.' })
    expect(['alloy', 'marin']).toContain(inForce().voice)
  })
})

it('does not come up without the turn detection that the app was made for', async () => {
  const turnDetection = { type: 'semantic_vad' } as const
  await expect(lineTo('the preview of 2024', { turnDetection })).rejects.toMatchObject({
    code: 'setting_refused',
    message: expect.stringMatching(/^turnDetection\.type stays as it was: /) as string,
  })
})

it('explains that the voice is fixed once the assistant has spoken', async () => {
  const { session, problems } = await lineTo('GA', { voice: 'cedar' })
  const spoken = session.once('response.done')
  session.sendText('Hello')
  await spoken
  const told = session.once('warning')
  session.updateSettings({ voice: 'marin' })
  expect((await told).code).toBe('voice_locked')
  expect(problems.map(({ code }) => code)).toEqual(['voice_locked'])
  expect(session.getSnapshot()).toMatchObject({
    error: null,
    settings: { voice: 'cedar' },
    wantedSettings: { voice: 'marin' },
  })
  session.disconnect()
  await session.connect()
  expect(session.getSnapshot().settings.voice).toBe('marin')
})

it('changes while the assistant speaks, and the answer goes on', async () => {
  const { session, next, inForce } = await lineTo('GA')
  const began = session.once('response.output_audio.delta')
  const done = session.once('response.done')
  session.sendText('Tell me a story.')
  await began
  await next({ instructions: 'Be brief.', turnDetection: null })
  expect(inForce()).toMatchObject({ instructions: 'Be brief.', turnDetection: null })
  expect((await done).response.status).toBe('completed')
})
