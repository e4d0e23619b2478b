import { describe, expect, it } from 'vitest'
import { refusal, served } from './support/served.ts'

const named = { origins: ['https://app.test'], control: true }

const welcome = [
  ['a page of this machine', 'http://localhost:6006'],
  ['a page on https of this machine', 'https://127.0.0.1'],
  ['a page of this machine by its IPv6 address', 'http://[::1]:5173'],
  ['a page that was named', 'https://app.test'],
] as const

const foreign = [
  ['a page elsewhere', 'https://evil.example'],
  ['a page that hides its origin', 'null'],
  ['an origin that is empty', ''],
  ['a page whose name begins like ours', 'http://localhost.evil.example'],
  ['a page whose name ends like ours', 'http://evillocalhost'],
  ['a page whose name begins like the named one', 'https://app.test.evil.example'],
  ['a page below the named one', 'https://sub.app.test'],
  ['the named one by another scheme', 'http://app.test'],
  ['the named one at another port', 'https://app.test:8443'],
  ['our name as a user of another', 'http://localhost@evil.example'],
  ['our name with a user before it', 'http://evil@localhost'],
  ['an extension of that name', 'chrome-extension://localhost'],
  ['our name with a dot behind it', 'http://localhost.'],
  ['our address written another way', 'http://127.1'],
  ['our address with a path', 'http://localhost/evil'],
  ['two of them', 'http://localhost, https://evil.example'],
] as const

const POSTS = ['/v1/realtime/client_secrets', '/_simulator/drop']

describe('by origin', () => {
  it.each(welcome)('%s is let in: %s', async (_what, Origin) => {
    const { open, ask } = await served(named)
    const client = open(undefined, [], { headers: { Origin } })
    await client.hear('session.created')
    for (const path of POSTS) {
      const { status, headers } = await ask('POST', path, { headers: { Origin }, body: {} })
      expect([status, headers['access-control-allow-origin']]).toEqual([200, Origin])
    }
  })

  it.each(foreign)('%s is not: %s', async (_what, Origin) => {
    const { open, ask, simulator } = await served(named)
    const guest = open()
    await guest.hear('session.created')
    expect(await refusal(open(undefined, [], { headers: { Origin } }))).toBe(403)
    for (const path of POSTS) {
      const { status, headers } = await ask('POST', path, { headers: { Origin }, body: {} })
      expect([status, headers['access-control-allow-origin']]).toEqual([403, undefined])
    }
    const told = await ask('GET', '/_simulator/events', { headers: { Origin } })
    expect([told.status, told.text]).toEqual([403, expect.not.stringContaining('session.created')])
    expect(simulator.sessions).toHaveLength(1)
  })

  it('a program, which sends none, is let in', async () => {
    const { open, ask } = await served(named)
    await open(undefined, []).hear('session.created')
    const { status, headers } = await ask('POST', '/_simulator/drop', { body: {} })
    expect([status, headers['access-control-allow-origin']]).toEqual([200, undefined])
  })

  it.each(['https://app.test/', 'app.test', 'https://APP.test', '*', 'null', 'file:///app'])(
    'one that no browser sends cannot be named: %s',
    async (origin) => {
      await expect(served({ origins: [origin] })).rejects.toMatchObject({
        code: 'option_invalid',
        message: expect.stringContaining('https://app.test') as string,
      })
    },
  )
})

describe('by name of the machine', () => {
  it.each(['localhost', 'LOCALHOST:4400', '127.0.0.1:80', '[::1]:4400'])(
    '%s is ours',
    async (Host) => {
      const { open, ask } = await served(named)
      await open(undefined, [], { headers: { Host } }).hear('session.created')
      expect((await ask('POST', POSTS[0]!, { headers: { Host }, body: {} })).status).toBe(200)
    },
  )

  it.each([
    'evil.example',
    'localhost.evil.example',
    'localhost@evil.example',
    'evil.example:127.0.0.1',
    '127.0.0.1.evil.example',
    '127.1',
    '0.0.0.0',
    'localhost.',
    'localhost:port',
    '[::1]evil.example',
  ])('%s is not', async (Host) => {
    const { open, ask } = await served(named)
    expect(await refusal(open(undefined, [], { headers: { Host } }))).toBe(403)
    for (const path of POSTS)
      expect((await ask('POST', path, { headers: { Host }, body: {} })).status).toBe(403)
  })
})

describe('a browser that asks first', () => {
  const asking = {
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization, content-type',
    'Access-Control-Request-Private-Network': 'true',
  }

  it.each(POSTS)('is told what a page of this machine may do: %s', async (path) => {
    const { ask } = await served(named)
    const headers = { ...asking, Origin: 'http://localhost:6006' }
    const { status, headers: told } = await ask('OPTIONS', path, { headers })
    expect(status).toBe(204)
    expect(told).toMatchObject({
      'access-control-allow-origin': 'http://localhost:6006',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': expect.stringContaining('authorization') as string,
      'access-control-allow-private-network': 'true',
      vary: 'Origin',
    })
  })

  it.each(POSTS)('is told nothing for a page elsewhere: %s', async (path) => {
    const { ask } = await served(named)
    const headers = { ...asking, Origin: 'https://evil.example' }
    const { status, headers: told } = await ask('OPTIONS', path, { headers })
    expect(status).toBe(403)
    expect(Object.keys(told).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})
