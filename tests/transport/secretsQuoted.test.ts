import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { local, openai } from '../../src/protocol/endpoint.ts'
import { startSimulator, type RunningSimulator } from '../../src/simulator/node/index.ts'
import { SECRET, secretStage, WORD } from './support/secretStage.ts'
import { tokenEndpoint } from './support/tokenEndpoint.ts'

let simulator: RunningSimulator
let stage: ReturnType<typeof secretStage>

beforeAll(async () => {
  simulator = await startSimulator({ pace: 0, apiKey: SECRET, brain: 'parrot' })
})
afterAll(() => simulator.close())
beforeEach(() => void (stage = secretStage()))
afterEach(() => stage.end())

describe('a token that cannot be used', () => {
  it.each([
    `${SECRET} ${SECRET}`,
    `${SECRET}\u0000`,
    { token: SECRET },
    { value: SECRET, expiresAt: Date.now() },
    { value: SECRET, expiresAt: 1 },
    { value: SECRET, expiresAt: SECRET },
    [SECRET],
  ])('shows nothing of it: %j', async (token) => {
    const given = stage.talk(
      openai({ model: 'm', getToken: () => Promise.resolve(token as string) }),
    )
    expect(await given.fail()).toMatchObject({ code: 'token_failed' })
    const { tokenUrl, close } = await tokenEndpoint({ body: JSON.stringify(token) })
    stage.ends.push(close)
    const asked = stage.talk(openai({ model: 'm', tokenUrl }))
    await asked.fail()
    stage.expectSilence(given.shown(), asked.shown())
  })

  it.each([
    [200, '<p>'],
    [200, ''],
    [200, '{'],
    [400, ''],
    [401, ''],
    [429, ''],
    [500, ''],
  ])('nor of an answer of HTTP %i around it, %s', async (status, sign) => {
    const { tokenUrl, close } = await tokenEndpoint({ status, body: `${sign}${SECRET} ${WORD}` })
    stage.ends.push(close)
    const { fail, shown } = stage.talk(openai({ model: 'm', tokenUrl }))
    await fail()
    stage.expectSilence(shown())
  })
})

describe('a service that quotes what it was told', () => {
  const quoting = (fields: object) =>
    JSON.stringify({
      type: 'error',
      event_id: 'event_9',
      error: { type: 'invalid_request_error', message: `${SECRET} said ${WORD}`, ...fields },
    })
  it.each([
    ['a key', { code: 'invalid_api_key' }],
    ['a value', { code: 'invalid_value', param: 'item.content' }],
    ['a setting', { code: 'invalid_value', param: 'session.instructions' }],
    ['no code', { code: null, type: 'server_error' }],
    ['a rate', { code: 'rate_limit_exceeded' }],
    ['a quota', { code: 'insufficient_quota' }],
  ])('%s: our errors do not', async (_name, fields) => {
    const { session } = stage.talk(local({ url: simulator.url, apiKey: SECRET }))
    await session.connect()
    const said = session.once('error')
    simulator.sendRaw(quoting(fields))
    await said
    expect(stage.ears.errors.length).toBeGreaterThan(0)
    stage.expectSilence()
  })

  it.each([1008, 1011, 3000, 4000, 4400])('and then closes with %i', async (code) => {
    const { session } = stage.talk(local({ url: simulator.url, apiKey: SECRET }))
    await session.connect()
    const said = session.once('error')
    simulator.sendRaw(quoting({ code: 'odd_request', message: `No: ${SECRET}` }))
    await said
    await simulator.closeLines(code, 'bye')
    await vi.waitUntil(() => session.getSnapshot().connection.status === 'failed')
    stage.expectSilence()
  })

  it.each([
    ['its beginning', SECRET.slice(0, -3)],
    ['its end', SECRET.slice(3)],
  ])('or closes with %s, because no more fits: our errors do not', async (_name, part) => {
    const { session } = stage.talk(local({ url: simulator.url, apiKey: SECRET }))
    await session.connect()
    await simulator.closeLines(1008, `bad key ${part}`)
    await vi.waitUntil(() => session.getSnapshot().connection.status === 'failed')
    expect(session.getSnapshot().error?.code).toBe('protocol_error')
    expect(stage.ears.told()).not.toContain(part)
  })

  it('or closes with words in quotes: our errors do not', async () => {
    const { session } = stage.talk(local({ url: simulator.url, apiKey: SECRET }))
    await session.connect()
    await simulator.closeLines(1008, `Invalid value: '${WORD}'.`)
    await vi.waitUntil(() => session.getSnapshot().connection.status === 'failed')
    expect(session.getSnapshot().error?.message).toContain('Invalid value: ‘…’.')
    stage.expectSilence()
  })
})
