import { describe, expect, it } from 'vitest'
import { refusal, served, type Answer } from './support/served.ts'
import { typed } from './support/simulated.ts'

const OPENAI = '/v1/realtime/client_secrets'
const AZURE = '/openai/v1/realtime/client_secrets'
const right = { apiKey: 'right' }
const byKey = { Authorization: 'Bearer right' }
const withSecret = (secret: string) => ['realtime', `openai-insecure-api-key.${secret}`]

interface Minted {
  readonly value: string
  readonly expires_at: number
  readonly session: Record<string, unknown>
}
const minted = ({ status, body }: Answer): Minted => {
  expect(status).toBe(200)
  return body as Minted
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

describe.each([OPENAI, AZURE])('POST %s', (path) => {
  it('makes a secret for ten minutes', async () => {
    const { ask } = await served(right)
    const answer = await ask('POST', path, { headers: byKey, body: {} })
    const { value, expires_at, session } = minted(answer)
    expect(value).toMatch(/^ek_[0-9a-f]{32}$/)
    expect(Math.abs(expires_at - inSeconds(600))).toBeLessThan(3)
    expect(session).toMatchObject({ type: 'realtime', object: 'realtime.session' })
  })

  it.each([10, 7200])('or for %i seconds', async (seconds) => {
    const { ask } = await served(right)
    const body = { expires_after: { anchor: 'created_at', seconds } }
    const { expires_at } = minted(await ask('POST', path, { headers: byKey, body }))
    expect(Math.abs(expires_at - inSeconds(seconds))).toBeLessThan(3)
  })

  it.each([
    ['7201 seconds', { expires_after: { seconds: 7201 } }, 'expires_after.seconds'],
    ['9 seconds', { expires_after: { seconds: 9 } }, 'expires_after.seconds'],
    ['half a second', { expires_after: { seconds: 60.5 } }, 'expires_after.seconds'],
    ['another anchor', { expires_after: { anchor: 'last_used' } }, 'expires_after.anchor'],
    ['a field that nobody knows', { life: 60 }, 'life'],
    ['a session that is none', { session: 'me' }, 'session'],
    ['a session of no type', { session: { instructions: 'Be brief.' } }, 'session.type'],
    [
      'a setting that nobody knows',
      { session: { type: 'realtime', temperature: 1 } },
      'session.temperature',
    ],
  ])('refuses %s', async (_what, body, param) => {
    const { ask } = await served(right)
    const answer = await ask('POST', path, { headers: byKey, body })
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', param } },
    })
  })

  it('needs the key, and a secret is none', async () => {
    const { ask } = await served(right)
    const { value } = minted(await ask('POST', path, { headers: byKey, body: {} }))
    for (const key of ['Bearer wrong', `Bearer ${value}`, '']) {
      const answer = await ask('POST', path, { headers: { Authorization: key }, body: {} })
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } })
    }
    const azure = await ask('POST', path, { headers: { 'api-key': 'right' }, body: {} })
    expect(azure.status).toBe(200)
  })

  it.each([
    ['no JSON', '{"expires_after":', 'application/json', 400],
    ['a form', 'session=x', 'application/x-www-form-urlencoded', 415],
    ['plain text', '{}', 'text/plain', 415],
    ['more than 64 kB', JSON.stringify({ life: 'x'.repeat(65_536) }), 'application/json', 413],
  ])('refuses %s', async (_what, body, type, status) => {
    const { ask } = await served(right)
    const headers = { ...byKey, 'Content-Type': type }
    expect(await ask('POST', path, { headers, body })).toMatchObject({
      status,
      body: { error: { type: 'invalid_request_error' } },
    })
  })

  it('is only for POST', async () => {
    const { ask } = await served()
    const answer = await ask('GET', path)
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST'])
  })
})

describe('a secret', () => {
  it('opens any number of lines, on each path and from each place', async () => {
    const { ask, open } = await served(right)
    const { value } = minted(await ask('POST', OPENAI, { headers: byKey, body: {} }))
    await open(undefined, withSecret(value)).hear('session.created')
    await open(undefined, withSecret(value)).hear('session.created')
    const bearer = { headers: { Authorization: `Bearer ${value}` } }
    await open('/openai/v1/realtime?model=d', [], bearer).hear('session.created')
  })

  it('that nobody made is a wrong key', async () => {
    const { open } = await served(right)
    expect(await open(undefined, withSecret('ek_1')).end()).toMatchObject({ code: 3000 })
  })

  it('brings the session that it was made with, which the client may still change', async () => {
    const { ask, open } = await served(right)
    const session = {
      type: 'realtime',
      model: 'gpt-realtime-mini',
      instructions: 'Be brief.',
      audio: { output: { voice: 'cedar' }, input: { turn_detection: { type: 'semantic_vad' } } },
    }
    const answer = minted(await ask('POST', OPENAI, { headers: byKey, body: { session } }))
    const wanted = {
      model: 'gpt-realtime-mini',
      instructions: 'Be brief.',
      audio: { output: { voice: 'cedar' }, input: { turn_detection: { type: 'semantic_vad' } } },
    }
    expect(answer.session).toMatchObject(wanted)
    const client = open('/v1/realtime', withSecret(answer.value))
    expect((await client.hear('session.created')).session).toMatchObject(wanted)
    client.say({ type: 'session.update', session: { type: 'realtime', instructions: 'Sing.' } })
    expect((await client.hear('session.updated')).session.instructions).toBe('Sing.')
  })

  it('that expired is refused as a wrong key by OpenAI; a line that it opened lives on', async () => {
    const { ask, open } = await served({ ...right, secretTtlMs: 40 })
    const { value } = minted(await ask('POST', OPENAI, { headers: byKey, body: {} }))
    const early = open(undefined, withSecret(value))
    await early.hear('session.created')
    await new Promise((resolve) => setTimeout(resolve, 60))
    const late = open(undefined, withSecret(value))
    expect(await late.end()).toMatchObject({ code: 3000 })
    early.say(typed('Still there?'))
    early.say({ type: 'response.create' })
    expect((await early.hear('response.done')).response.status).toBe('completed')
  })

  it('that expired is refused by Azure at the first request, on an open line', async () => {
    const { ask, open, simulator } = await served({ ...right, secretTtlMs: 1 })
    const { value } = minted(await ask('POST', AZURE, { headers: byKey, body: {} }))
    await new Promise((resolve) => setTimeout(resolve, 5))
    const client = open('/openai/v1/realtime?model=d', withSecret(value))
    await new Promise((resolve) => client.socket.once('open', resolve))
    expect(client.types).toEqual([])
    client.say({ type: 'session.update', session: { type: 'realtime' } })
    const { error } = await client.hear('error')
    expect(error).toMatchObject({
      type: 'invalid_request_error',
      message: 'Ephemeral token expired',
    })
    expect(client.types).toEqual(['error'])
    expect(simulator.sessions).toEqual([])
  })

  it('that expired is refused even where no key is asked for', async () => {
    const { ask, open } = await served({ secretTtlMs: 1 })
    const { value } = minted(await ask('POST', OPENAI, { body: {} }))
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await open(undefined, withSecret(value)).end()).toMatchObject({ code: 3000 })
  })
})

describe('the sessions of the preview', () => {
  const PATHS = [
    '/openai/realtimeapi/sessions?api-version=2025-04-01-preview',
    '/v1/realtime/sessions',
  ]

  it.each(PATHS)('hold a secret for a minute: POST %s', async (path) => {
    const { ask, simulator } = await served(right)
    const body = { model: 'gpt-4o-realtime', voice: 'ash', instructions: 'Be brief.' }
    const answer = await ask('POST', path, { headers: byKey, body })
    const { client_secret } = answer.body as { client_secret: Omit<Minted, 'session'> }
    expect(answer).toMatchObject({ status: 200, body })
    expect(Math.abs(client_secret.expires_at - inSeconds(60))).toBeLessThan(3)
    expect(client_secret.value).toMatch(/^ek_/)
    expect(simulator.sessions).toEqual([])
  })

  it.each(PATHS)('refuse what is no flat session: %s', async (path) => {
    const { ask } = await served()
    const answer = await ask('POST', path, { body: { audio: { output: { voice: 'ash' } } } })
    expect(answer.status).toBe(400)
  })

  it.each(PATHS)('are gone once the preview is: %s', async (path) => {
    const { ask, open } = await served({ preview: 'sunset' })
    expect((await ask('POST', path, { body: {} })).status).toBe(404)
    const preview = '/openai/realtime?api-version=2025-04-01-preview&deployment=d'
    expect(await refusal(open(preview))).toBe(404)
  })
})

it('a secret that is used with another service brings only what that one knows', async () => {
  const { ask, open } = await served(right)
  const turn_detection = { type: 'semantic_vad', eagerness: 'low' }
  const session = {
    type: 'realtime',
    instructions: 'Be brief.',
    truncation: 'disabled',
    audio: { input: { turn_detection } },
  }
  const { value } = minted(await ask('POST', AZURE, { headers: byKey, body: { session } }))
  const path = '/openai/realtime?api-version=2024-10-01-preview&deployment=m'
  const created = await open(path, withSecret(value)).hear('session.created')
  expect(created.session).toMatchObject({
    instructions: 'Be brief.',
    turn_detection: { type: 'server_vad' },
  })
  expect(created.session).not.toHaveProperty('truncation')
})

it('a body that is nested deeper than anybody needs is refused', async () => {
  const { ask } = await served(right)
  const parameters: unknown = JSON.parse('['.repeat(300) + ']'.repeat(300))
  const session = { type: 'realtime', tools: [{ type: 'function', name: 'a', parameters }] }
  const { status } = await ask('POST', OPENAI, { headers: byKey, body: { session } })
  expect(status).toBe(400)
  expect((await ask('POST', OPENAI, { headers: byKey, body: {} })).status).toBe(200)
})
