import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { AzureRealTimeAudio, VoiceError, type WebSocketState } from '../../../src/core.ts'
import { azureSite, ending, heardBy } from './azureSite.ts'
import { clientOf, connected, next } from './connected.ts'

const SECRET = 'secret-key'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('a client', () => {
  it('connects when it is made, and is initialized with the first session.updated, which is heard too', async () => {
    const client = clientOf(await azureSite())
    const told: string[] = []
    for (const name of ['session.created', 'init', 'session.updated'])
      client.on(name, () => told.push(`${name}: ${client.state}, ${client.isInitialized}`))
    expect([client.isInitialized, client.state]).toEqual([false, 'connecting'])
    await next(client, 'session.updated')
    expect([client.isInitialized, client.state]).toEqual([true, 'open'])
    expect(told).toEqual([
      'session.created: open, false',
      'init: open, true',
      'session.updated: open, true',
    ])
  })

  it('says nothing before the next task, so that nobody misses it who listens after a while of microtasks', async () => {
    const site = await azureSite()
    const getToken = vi.fn(() => Promise.reject(new Error('no network')))
    const client = clientOf(site, { apiKey: undefined, getToken })
    for (let turn = 0; turn < 50; turn++) await Promise.resolve()
    expect(getToken).toHaveBeenCalled()
    expect(await next(client, 'error')).toMatchObject({ code: 'token_failed' })
  })

  it('keeps what is asked for before it is connected', async () => {
    const site = await azureSite()
    const client = clientOf(site)
    const content = [{ type: 'input_text' as const, text: 'Hello?' }]
    client.createConversationItem({ type: 'message', role: 'user', content })
    client.createResponse()
    await next(client, 'response.done')
    expect(heardBy(site, 'conversation.item.create')).toHaveLength(1)
    expect(heardBy(site, 'response.create')).toHaveLength(1)
  })

  it('is closed by close(), for good and as often as one likes', async () => {
    const client = await connected(await azureSite())
    const states = new Set<WebSocketState>()
    client.close()
    client.close()
    await vi.waitFor(() => {
      states.add(client.state)
      expect(client.state).toBe('closed')
    })
    expect([...states]).toEqual(['closing', 'closed'])
    expect(client.isInitialized).toBe(false)
    expect(() => client.createResponse()).toThrow(VoiceError)
  })

  it('that is closed at once tells nothing', async () => {
    const client = clientOf(await azureSite())
    const told = vi.fn()
    for (const name of ['init', 'error', 'session.created']) client.on(name, told)
    client.close()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(told).not.toHaveBeenCalled()
  })
})

describe('a failure to connect', () => {
  it('is one typed error, and no rejection that nobody handled', async () => {
    const rejections = vi.fn()
    process.on('unhandledRejection', rejections)
    const client = clientOf(await azureSite({ apiKey: 'another-key' }))
    const errors: unknown[] = []
    client.on('error', (error) => errors.push(error))
    await vi.waitFor(() => expect(client.state).toBe('closed'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(errors).toMatchObject([{ name: 'VoiceError', code: 'unauthorized' }])
    expect(rejections).not.toHaveBeenCalled()
    process.off('unhandledRejection', rejections)
  })

  it('is told on the console where nobody listens for it, without the key', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const client = clientOf(await azureSite({ apiKey: 'another-key' }), { apiKey: SECRET })
    await vi.waitFor(() => expect(client.state).toBe('closed'))
    await vi.waitFor(() => expect(error).toHaveBeenCalledOnce())
    expect(inspect(error.mock.calls)).toContain('unauthorized')
    expect(inspect(error.mock.calls)).not.toContain(SECRET)
  })

  it('comes after an established line too', async () => {
    const site = await azureSite()
    const client = await connected(site)
    const failed = next(client, 'error')
    site.simulator.drop()
    expect(await failed).toMatchObject({ code: 'connection_lost' })
    expect([client.isInitialized, client.state]).toEqual([false, 'closed'])
  })

  it('shows what the service complains of as it says it', async () => {
    const site = await azureSite()
    const client = await connected(site)
    const complaint = next(client, 'error')
    client.deleteItem('nothing')
    expect(await complaint).toMatchObject({
      type: 'error',
      error: { code: 'item_delete_invalid_item_id' },
    })
  })
})

describe('options', () => {
  it.each([
    'my.openai.azure.com',
    ' https://my.openai.azure.com/ ',
    'wss://my.openai.azure.com',
    'https://my.openai.azure.com/openai/realtime?api-version=2024-10-01-preview&deployment=gpt-realtime',
  ])('take the host name as %j', async (hostName) => {
    const site = await azureSite()
    await connected(site, { hostName })
    expect(site.asked[0]?.url).toBe(
      'wss://my.openai.azure.com/openai/realtime?api-version=2025-04-01-preview&deployment=gpt-realtime',
    )
  })

  it('without an apiVersion lead to the GA service', async () => {
    const site = await azureSite()
    await connected(site, { apiVersion: undefined })
    expect(site.asked[0]?.url).toBe(
      'wss://my.openai.azure.com/openai/v1/realtime?model=gpt-realtime',
    )
  })

  it.each([
    ['no host', { hostName: '' }, 'endpoint_invalid'],
    ['no deployment', { deployment: undefined }, 'endpoint_invalid'],
    ['an empty key', { apiKey: '' }, 'endpoint_invalid'],
    ['two credentials', { tokenUrl: '/token' }, 'endpoint_invalid'],
  ])('with %s are refused at once', async (_, options, code) => {
    const site = await azureSite()
    expect(() => clientOf(site, options)).toThrow(expect.objectContaining({ code }) as Error)
    expect(site.asked).toEqual([])
  })

  it('are of no use without a WebSocket, and the error says where one goes', () => {
    vi.stubGlobal('WebSocket', undefined)
    const options = { hostName: 'localhost:1', deployment: 'd', apiKey: 'k' }
    expect(() => new AzureRealTimeAudio(options)).toThrow(
      expect.objectContaining({
        code: 'endpoint_invalid',
        remedy: expect.stringContaining('third argument') as string,
      }) as Error,
    )
  })

  it('may hold a token of Entra’s in place of a key', async () => {
    const site = await azureSite({ apiKey: 'eyJ.entra.token' })
    const getToken = () => Promise.resolve('eyJ.entra.token')
    await connected(site, { apiKey: undefined, getToken })
    expect(site.asked[0]?.headers).toEqual({ Authorization: 'Bearer eyJ.entra.token' })
  })

  it('for the socket reach it: headers and protocols besides ours, and all else', async () => {
    const site = await azureSite()
    const more: unknown[] = []
    class Seen extends WebSocket {
      constructor(url: string, protocols?: string[], options?: object) {
        more.push(protocols, options)
        super(url.replace('my.openai.azure.com', `localhost:${site.simulator.port}`), protocols, {
          ...options,
          ca: site.simulator.certificate ?? '',
        })
      }
    }
    const client = ending(
      new AzureRealTimeAudio(
        { hostName: 'my.openai.azure.com', deployment: 'd', apiKey: SECRET },
        { headers: { 'x-tenant': '7' }, protocols: 'realtime', handshakeTimeout: 5000 },
        Seen,
      ),
    )
    await next(client, 'init')
    expect(more).toEqual([
      ['realtime'],
      { headers: { 'x-tenant': '7', 'api-key': SECRET }, handshakeTimeout: 5000 },
    ])
    expect(inspect(client, { depth: 10, showHidden: true })).not.toContain(SECRET)
    expect(JSON.stringify(client)).not.toContain(SECRET)
  })
})

describe('a key in a page', () => {
  const inPage = () => vi.stubGlobal('window', globalThis)

  it('is refused at once, with the flag that allows it', async () => {
    const site = await azureSite()
    inPage()
    expect(() => clientOf(site)).toThrow(
      expect.objectContaining({
        code: 'api_key_in_browser',
        remedy: expect.stringContaining('dangerouslyAllowApiKeyInBrowser: true') as string,
      }) as Error,
    )
    expect(site.asked).toEqual([])
  })

  it('is used with that flag, where Azure takes it from pages', async () => {
    const site = await azureSite({ apiKey: SECRET })
    inPage()
    await connected(site, { dangerouslyAllowApiKeyInBrowser: true })
    expect(site.asked).toMatchObject([
      { url: expect.stringContaining(`&api-key=${SECRET}`) as string, headers: {} },
    ])
  })

  it.each(['localhost', '127.0.0.1', 'ws://localhost'])(
    'is used for the server at %s without it',
    async (host) => {
      const site = await azureSite({ tls: undefined, apiKey: SECRET })
      inPage()
      const client = ending(
        new AzureRealTimeAudio(
          { hostName: `${host}:${site.simulator.port}`, deployment: 'd', apiKey: SECRET },
          {},
          WebSocket,
        ),
      )
      await next(client, 'init')
    },
  )

  it.each([
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'my-127.0.0.1.example',
    'notlocalhost',
  ])('is refused for %s, which is elsewhere', async (hostName) => {
    const site = await azureSite()
    inPage()
    expect(() => clientOf(site, { hostName })).toThrow(
      expect.objectContaining({ code: 'api_key_in_browser' }) as Error,
    )
  })
})
