import { describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { refusal, served } from './support/served.ts'

const right = { apiKey: 'right' }
const BETA = 'openai-beta.realtime-v1'

describe('a key', () => {
  it('that is wrong is refused as OpenAI does: one error on an open line, then 3000', async () => {
    const { open, simulator } = await served(right)
    const client = open(undefined, ['realtime', 'openai-insecure-api-key.wrong'])
    expect(await client.end()).toEqual({
      code: 3000,
      reason: 'invalid_request_error.invalid_api_key',
    })
    const error = { code: 'invalid_api_key', message: 'Incorrect API key provided.' }
    expect(client.events).toMatchObject([{ type: 'error', error }])
    expect(simulator.sessions).toEqual([])
  })

  it.each([
    '/openai/v1/realtime?model=d',
    '/openai/realtime?api-version=2025-04-01-preview&deployment=d',
    '/voice-live/realtime?api-version=2026-04-10&model=m',
  ])('that is wrong is refused as Azure does, with no line at all: %s', async (path) => {
    const { open } = await served(right)
    const client = open(path, [], { headers: { 'api-key': 'wrong' } })
    expect(await refusal(client)).toBe(401)
    expect(await refusal(open(path, []))).toBe(401)
  })

  const openai = '/v1/realtime?model=m'
  it.each([
    ['the Authorization header', openai, [], { Authorization: 'Bearer right' }],
    ['the api-key header', '/openai/v1/realtime?model=d', [], { 'api-key': 'right' }],
    ['the api-key of the query', '/openai/v1/realtime?model=d&api-key=right', [], {}],
    [
      'the authorization of the query',
      '/openai/v1/realtime?model=d&authorization=Bearer%20right',
      [],
      {},
    ],
    [
      'the same with a capital letter, as older SDKs write it',
      '/openai/v1/realtime?model=d&Authorization=Bearer%20right',
      [],
      {},
    ],
    ['a subprotocol', openai, ['realtime', 'openai-insecure-api-key.right'], {}],
  ])('that is right is found in %s', async (_place, path, protocols, headers) => {
    const { open } = await served(right)
    await open(path, protocols, { headers }).hear('session.created')
  })

  it('is not needed where none was set', async () => {
    const { open } = await served()
    await open('/openai/v1/realtime?model=d').hear('session.created')
  })
})

describe('the address', () => {
  it.each(['/', '/v1/chat', '/openai/v1', '/v1/realtime/x', '/v1//realtime'])(
    'of nothing that is served is refused: %s',
    async (path) => {
      const { open } = await served()
      expect(await refusal(open(path))).toBe(404)
    },
  )

  it('without a model ends the OpenAI way', async () => {
    const { open } = await served()
    const client = open('/v1/realtime')
    expect(await client.end()).toEqual({
      code: 4000,
      reason: 'invalid_request_error.missing_model',
    })
    expect(client.events).toMatchObject([{ type: 'error', error: { code: 'missing_model' } }])
  })

  it('of Azure names a model or a deployment', async () => {
    const { open } = await served()
    const asModel = await open('/openai/v1/realtime?model=one').hear('session.created')
    const asDeployment = await open('/openai/v1/realtime?deployment=two').hear('session.created')
    expect([asModel.session.model, asDeployment.session.model]).toEqual(['one', 'two'])
  })

  it('of Azure GA takes no api-version', async () => {
    const { open } = await served()
    const path = '/openai/v1/realtime?model=d&api-version=2025-04-01-preview'
    expect(await refusal(open(path))).toBe(401)
  })

  it('of a transcription session is refused in words', async () => {
    const { open } = await served()
    const client = open('/v1/realtime?model=m&intent=transcription')
    expect(await client.end()).toMatchObject({ code: 4000 })
    expect(client.events[0]?.error.message).toBe('The simulator has no transcription sessions.')
  })
})

describe('the dialect before GA', () => {
  const azure = '/openai/realtime?api-version=2025-04-01-preview&deployment=d'
  const byHeader = { headers: { 'OpenAI-Beta': 'realtime=v1' } }

  /** Whether the first frame is a session in flat words, which our own client does not read. */
  const firstFrame = (url: string, protocols: string[], more: object) =>
    new Promise<{ type: string; session: object }>((resolve) => {
      const socket = new WebSocket(url, protocols, more)
      socket.once('message', (data: Buffer) => {
        socket.close()
        resolve(JSON.parse(data.toString()) as { type: string; session: object })
      })
    })

  it.each([
    ['header', ['realtime'], byHeader],
    ['subprotocol', ['realtime', BETA], {}],
  ])("OpenAI's is over: its %s gets one error, then 4000", async (_how, protocols, more) => {
    const { open } = await served()
    const client = open(undefined, protocols, more)
    expect(await client.end()).toEqual({
      code: 4000,
      reason: 'invalid_request_error.beta_api_shape_disabled',
    })
    expect(client.events).toEqual([
      {
        type: 'error',
        event_id: 'event_1',
        error: {
          type: 'invalid_request_error',
          code: 'beta_api_shape_disabled',
          message:
            'The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API.',
          param: null,
          event_id: null,
        },
      },
    ])
  })

  it.each([
    ["Azure's", {}, azure, [], {}],
    ["Azure's, whatever header comes along", {}, azure, [], byHeader],
    ['Voice Live', {}, '/voice-live/realtime?model=m', [], {}],
    ["OpenAI's when asked to", { preview: 'serve' }, '/v1/realtime?model=m', [], byHeader],
    [
      "OpenAI's by subprotocol when asked to",
      { preview: 'serve' },
      '/v1/realtime?model=m',
      ['realtime', BETA],
      {},
    ],
  ] as const)('is served: %s', async (_which, options, path, protocols, more) => {
    const { simulator } = await served(options)
    const frame = await firstFrame(simulator.url + path, [...protocols], more)
    expect(frame.type).toBe('session.created')
    expect(frame.session).toHaveProperty('modalities')
  })

  it('is refused everywhere once it is switched off, but not Voice Live', async () => {
    const { open, simulator } = await served({ preview: 'sunset' })
    expect(await refusal(open(azure))).toBe(404)
    expect(await open(undefined, [], byHeader).end()).toMatchObject({ code: 4000 })
    const frame = await firstFrame(`${simulator.url}/voice-live/realtime?model=m`, [], {})
    expect(frame.type).toBe('session.created')
  })
})
