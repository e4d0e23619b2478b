import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { GA } from '../../src/protocol/dialect.ts'
import { azure, local, openai, type Endpoint } from '../../src/protocol/endpoint.ts'
import { lineRequest } from '../../src/protocol/lineRequest.ts'
import { askCredential } from '../../src/transport/credential.ts'

afterEach(() => void vi.unstubAllGlobals())

const ask = (endpoint: Endpoint) => askCredential(endpoint, new AbortController().signal)
const carried = async (endpoint: Endpoint) =>
  (await ask(endpoint))?.carriedBy(lineRequest(endpoint, GA))
const given = (token: unknown) =>
  openai({ model: 'm', getToken: () => Promise.resolve(token as string) })

describe('getToken', () => {
  it.each([
    [''],
    ['  '],
    ['ek_1\nek_2'],
    ['ek 1'],
    ['ek_é'],
    [undefined],
    [null],
    [{}],
    [{ value: 7 }],
  ])('that gives %j is named, not sent', async (token) => {
    await expect(ask(given(token))).rejects.toMatchObject({ code: 'token_failed' })
  })

  it('that throws is the cause', async () => {
    const cause = new Error('offline')
    const thrown = () => {
      throw cause
    }
    for (const getToken of [thrown, () => Promise.reject(cause)])
      await expect(ask(openai({ model: 'm', getToken }))).rejects.toMatchObject({
        code: 'token_failed',
        cause,
      })
  })

  it('may throw an error of ours', async () => {
    const mine = new VoiceError('unauthorized')
    const getToken = () => Promise.reject(mine)
    await expect(ask(openai({ model: 'm', getToken }))).rejects.toBe(mine)
  })

  it('is believed in the minutes by which clocks differ, and not in an hour', async () => {
    const agoMs = (ms: number) => given({ value: 'ek_1', expiresAt: new Date(Date.now() - ms) })
    expect(await ask(agoMs(60_000))).not.toBeNull()
    await expect(ask(agoMs(3_600_000))).rejects.toMatchObject({
      code: 'token_failed',
      message: expect.stringContaining('expired'),
    })
  })
})

it('drops the line end that a secret was pasted with', async () => {
  expect(await carried(openai({ model: 'm', apiKey: ' sk-1\n' }))).toMatchObject({
    headers: { Authorization: 'Bearer sk-1' },
  })
})

it('holds the secret where nothing that is printed shows it', async () => {
  const credential = await ask(openai({ model: 'm', apiKey: 'sk-secret' }))
  expect(inspect(credential, { depth: 10, showHidden: true })).not.toContain('sk-secret')
  expect(JSON.stringify(credential)).not.toContain('sk-secret')
})

it('is none for a relay, and for a server that needs none', async () => {
  expect(await ask(openai({ model: 'm', relayUrl: 'wss://relay.test' }))).toBeNull()
  expect(await ask(local({ url: 'ws://localhost:4400' }))).toBeNull()
})

describe('where everybody can read what we hold', () => {
  it.each(['window', 'WorkerGlobalScope'])(
    'a key is refused without the flag: %s',
    async (name) => {
      vi.stubGlobal(name, {})
      const key = { model: 'm', apiKey: 'sk-1' }
      await expect(ask(openai(key))).rejects.toMatchObject({ code: 'api_key_in_browser' })
      const allowed = openai({ ...key, dangerouslyAllowApiKeyInBrowser: true })
      expect(await carried(allowed)).toMatchObject({
        protocols: ['realtime', 'openai-insecure-api-key.sk-1'],
        headers: {},
      })
    },
  )

  it('a secret that a subprotocol cannot carry is named without its text', async () => {
    vi.stubGlobal('window', {})
    const refused = ask(given('ek/SECRET='))
    await expect(refused).rejects.toMatchObject({
      code: 'token_failed',
      message: expect.stringContaining('subprotocol'),
    })
    expect(inspect(await refused.catch((error: unknown) => error))).not.toContain('SECRET')
  })
})

describe('a refused line', () => {
  const unreachable = new VoiceError('endpoint_unreachable')
  const explained = async (endpoint: Endpoint, error: VoiceError) =>
    (await ask(endpoint))?.explain(error)
  const getToken = () => Promise.resolve('ek_1')

  it('is told with what was never tried, when the secret travelled so', async () => {
    vi.stubGlobal('window', {})
    const endpoint = azure({ endpoint: 'my.test', deployment: 'd', getToken })
    expect(await explained(endpoint, unreachable)).toMatchObject({
      code: 'endpoint_unreachable',
      message: expect.stringContaining('my.test'),
      remedy: expect.stringContaining('never tried against the real service'),
    })
    const dropped = new VoiceError('connection_lost')
    expect(await explained(endpoint, dropped)).toBe(dropped)
  })

  it('is told as it is, when it travelled as documented', async () => {
    expect(await explained(openai({ model: 'm', getToken }), unreachable)).toBe(unreachable)
  })
})
