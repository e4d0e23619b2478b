import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { azure, local, openai } from '../../src/protocol/endpoint.ts'
import type { WebSocketLike } from '../../src/transport/WebSocketTransport.ts'
import { failure, simulate, talkTo } from './support/talkTo.ts'

describe('a server on this machine that is not there', () => {
  it.each([
    ['ws://localhost:4', 'npx react-realtime-voice simulator --port 4'],
    ['ws://127.0.0.1:4/v1/realtime', 'npx react-realtime-voice simulator --port 4'],
  ])('is told with how to start the simulator: %s', async (url, command) => {
    const error = await failure(local({ url }))
    expect(error.code).toBe('endpoint_unreachable')
    expect(error.remedy).toContain(command)
    expect(error.remedy).not.toContain('firewall')
  })

  it('is not thought of where the address is elsewhere', async () => {
    const error = await failure(local({ url: 'ws://nowhere.invalid:4' }))
    expect(error.remedy).not.toContain('simulator')
  })
})

describe("the service's own sentence", () => {
  it('explains a line that it closes before the settings are agreed', async () => {
    const { url } = await simulate()
    const error = await failure(local({ url: `${url}/v1/realtime?brain=typo` }))
    expect(error).toMatchObject({
      code: 'protocol_error',
      message: expect.stringContaining('no brain named ‘…’. Use one of'),
    })
    expect(error.message).toContain('close code 4000')
  })

  it.each([
    ['GA', '/v1/realtime'],
    ['the preview', '/openai/realtime?api-version=2025-04-01-preview&deployment=d'],
  ])('explains a setting that is refused at the beginning: %s', async (_name, path) => {
    const { url } = await simulate()
    const { session, errors } = talkTo(local({ url: `${url}${path}` }), {
      settings: { voice: 'nobody' },
    })
    await session.connect().catch(() => undefined)
    expect(errors.map(({ code }) => code)).toContain('setting_refused')
    expect(errors[0]?.message).toMatch(/voice.*nobody/i)
  })

  it('is kept back in the middle, where it may hold words: its code explains the close', async () => {
    const simulator = await simulate()
    const { session } = talkTo(local({ url: simulator.url }))
    await session.connect()
    const message = 'Your pin is 4711.'
    const code = 'organization_locked'
    simulator.sendRaw(JSON.stringify({ type: 'error', error: { code, message } }))
    const failed = new Promise<void>((resolve) => {
      session.subscribe(() => session.getSnapshot().connection.status === 'failed' && resolve())
    })
    await simulator.closeLines(1008, 'policy')
    await failed
    const told = session.getSnapshot().error?.message ?? ''
    expect(told).toContain(code)
    expect(told).not.toContain('4711')
  })

  it('does not explain what came long after it', async () => {
    const simulator = await simulate()
    const { session } = talkTo(local({ url: simulator.url }))
    await session.connect()
    const message = 'A complaint.'
    simulator.sendRaw(JSON.stringify({ type: 'error', error: { code: 'x', message } }))
    simulator.sendRaw(JSON.stringify({ type: 'rate_limits.updated', rate_limits: [] }))
    const failed = new Promise<void>((resolve) => {
      session.subscribe(() => session.getSnapshot().connection.status === 'failed' && resolve())
    })
    await simulator.closeLines(1008, 'policy')
    await failed
    expect(session.getSnapshot().error?.message).toContain('policy')
  })
})

describe('a handshake that is refused', () => {
  it.each([
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'deployment_not_found'],
    [429, 'rate_limited'],
    [503, 'endpoint_unreachable'],
  ])('with %d is told in Node', async (status, code) => {
    const { url } = await simulate({ faults: [`refuse-${status}`] })
    expect(await failure(local({ url }))).toMatchObject({ code })
  })

  it('says nothing of the key, the Azure way', async () => {
    const { url } = await simulate({ apiKey: 'right' })
    const error = await failure(azure({ endpoint: url, deployment: 'd', apiKey: 'sk-SECRET' }))
    expect(error).toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining(url.slice(5)),
    })
    expect(`${error.message}${error.remedy}${String(error.cause)}`).not.toContain('SECRET')
  })

  it('cannot be explained where the socket says nothing, as in a page: what to check is said', async () => {
    const { url } = await simulate({ apiKey: 'right' })
    const endpoint = azure({ endpoint: url, deployment: 'd', apiKey: 'wrong' })
    expect(await failure(endpoint, { Socket: PageSocket })).toMatchObject({
      code: 'endpoint_unreachable',
      remedy: expect.stringContaining('the key'),
    })
  })

  it('is told of by an error and a close code, the OpenAI way', async () => {
    const { url } = await simulate({ apiKey: 'right' })
    const baseUrl = `${url.replace('ws', 'http')}/v1`
    const error = await failure(openai({ model: 'm', apiKey: 'wrong', baseUrl }))
    expect(error).toMatchObject({ code: 'unauthorized' })
  })
})

describe('a setting that a flat service does not have', () => {
  const turnDetection = { type: 'server_vad', idleTimeoutMs: 6000 } as const

  it.each([
    ['the preview of 2024', '/openai/realtime?api-version=2024-10-01-preview&deployment=d'],
    ['the preview of 2025', '/openai/realtime?api-version=2025-04-01-preview&deployment=d'],
    ['Voice Live', '/voice-live/realtime?api-version=2026-04-10'],
  ])('is left out once and said in words: %s', async (_name, path) => {
    const { url } = await simulate()
    const settings = { turnDetection, raw: { truncation: 'disabled' } }
    const { session, errors } = talkTo(local({ url: `${url}${path}` }), { settings })
    await session.connect()
    const updated = session.once('session.updated')
    session.updateSettings({ instructions: 'Be brief.', turnDetection })
    await updated
    expect(errors.map(({ code, severity }) => `${code} ${severity}`)).toEqual(
      Array(2).fill('setting_unavailable warning'),
    )
    const told = errors.map(({ message }) => message).join()
    expect(told).toContain('truncation')
    expect(told).toMatch(/idle_?timeout/i)
    expect(session.getSnapshot().error).toBeNull()
  })
})

/** Its errors are events with nothing in them. */
class PageSocket implements WebSocketLike {
  readonly #socket: WebSocket

  constructor(url: string, protocols: string[] = []) {
    this.#socket = new WebSocket(url, protocols)
  }

  get readyState(): number {
    return this.#socket.readyState
  }

  send(data: string): void {
    this.#socket.send(data)
  }

  close(code?: number): void {
    this.#socket.close(code)
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    const tell = type === 'error' ? () => listener(new Event(type) as never) : listener
    this.#socket.addEventListener(type as 'close', tell as (event: object) => void)
  }
}
