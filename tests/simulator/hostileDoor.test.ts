import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { LoudnessHearing } from './support/parts.ts'
import { RawSocket, upgrade } from './support/RawSocket.ts'
import { refusal, served } from './support/served.ts'
import { saying } from './support/simulated.ts'

const PATH = '/v1/realtime?model=m'
const encoded = (fault: object) => encodeURIComponent(JSON.stringify(fault))

describe('what fails while a line is opened', () => {
  it('takes the line with it and no other: ears that cannot be made', async () => {
    const logged: string[] = []
    let made = 0
    const { open, simulator } = await served({
      log: (line) => logged.push(line),
      createHearing: () => {
        made += 1
        if (made === 2) throw new Error('no ears left')
        return new LoudnessHearing()
      },
    })
    await open().hear('session.created')
    expect(await open().end()).toEqual({ code: 1011, reason: 'The simulator failed.' })
    await expect.poll(() => simulator.sessions).toHaveLength(1)
    expect(logged.join()).toContain('no ears left')
    await open().hear('session.created')
  })

  it('or ears that cannot be made once the line has opened late', async () => {
    const createHearing = () => {
      throw new Error('no ears at all')
    }
    const { open, simulator } = await served({ createHearing })
    expect(await open(`${PATH}&fault=slow-open-20`).end()).toMatchObject({ code: 1011 })
    await expect.poll(() => simulator.sessions).toEqual([])
  })

  it('or what a rule puts in, when it cannot be written', async () => {
    const logged: string[] = []
    const { open, simulator } = await served({ log: (line) => logged.push(line) })
    const loop: Record<string, unknown> = { type: 'loop' }
    simulator.faults.add({ on: { dir: 'timer', atMs: 20 }, do: { insert: { type: 'later' } } })
    const [rule] = simulator.faults.rules
    // As somebody may do who keeps what he handed over.
    if (rule && 'insert' in rule.do) Object.assign(rule.do.insert, { loop })
    loop['again'] = loop
    expect(await open().end()).toMatchObject({ code: 1011 })
    expect(logged.join()).toContain('circular')
  })
})

it('a reply that asks for a close code that no line can carry ends its own line alone', async () => {
  const brain = () => saying({ fault: { close: [1006, ''] } })
  const { open, simulator } = await served({ brain })
  const client = open()
  await client.hear('session.created')
  client.say({ type: 'response.create' })
  expect(await client.end()).toMatchObject({ code: 1011 })
  await expect.poll(() => simulator.sessions).toEqual([])
  await open().hear('session.created')
})

describe('upgrade rules with nth', () => {
  const second = { on: { dir: 'upgrade', nth: 2 }, do: { status: 503 } } as const

  it('count all who ask with the same address', async () => {
    const { open } = await served()
    const path = `${PATH}&fault=${encoded(second)}`
    await open(path).hear('session.created')
    expect(await refusal(open(path))).toBe(503)
    await open(path).hear('session.created')
  })

  it('count all who come to a scenario', async () => {
    const { open } = await served({ scenario: { name: 'shy', turns: [], faults: [second] } })
    await open().hear('session.created')
    expect(await refusal(open())).toBe(503)
  })
})

describe('whoever leaves', () => {
  it('while he gets no answer leaves nothing behind', async () => {
    const { simulator } = await served()
    const socket = connect({ port: simulator.port, host: '127.0.0.1' })
    const gone = new Promise((resolve) => socket.once('close', resolve))
    socket.write(upgrade(`${PATH}&fault=never-opens`))
    await expect.poll(() => simulator.faults.firings).toHaveLength(1)
    // Half closed: all is gone only when the simulator hangs up too.
    socket.end()
    await gone
  })
})

describe('while the simulator closes', () => {
  it('whoever waited for a line gets none', async () => {
    const { simulator, open } = await served()
    // Does not answer its goodbye, so that closing takes its time.
    await RawSocket.open(simulator.port, PATH)
    const late = open(`${PATH}&fault=slow-open-100`)
    await expect.poll(() => simulator.faults.firings).toHaveLength(1)
    const closed = simulator.close()
    expect(await refusal(late)).toBe(503)
    await closed
    expect(
      simulator.events.filter(({ event }) => event['type'] === 'session.created'),
    ).toHaveLength(1)
  })
})

describe('a line whose secret is too old', () => {
  const AZURE = '/openai/v1/realtime?model=d'

  const withOldSecret = async (options: object) => {
    const server = await served({ apiKey: 'right', secretTtlMs: 1, ...options })
    const headers = { Authorization: 'Bearer right' }
    const answer = await server.ask('POST', '/openai/v1/realtime/client_secrets', { headers })
    const { value } = answer.body as { value: string }
    await new Promise((resolve) => setTimeout(resolve, 5))
    const old = () => server.open(AZURE, [], { headers: { 'api-key': value } })
    const fresh = () => server.open(AZURE, [], { headers: { 'api-key': 'right' } })
    return { ...server, old, fresh }
  }

  it('takes a place while it is open', async () => {
    const { old, fresh } = await withOldSecret({ maxSessions: 2 })
    const one = old()
    one.socket.once('open', () => one.say({ type: 'x' }))
    await one.hear('error')
    await fresh().hear('session.created')
    expect(await fresh().end()).toMatchObject({ code: 4429 })
    expect(await old().end()).toMatchObject({ code: 4429 })
    await one.close()
    await fresh().hear('session.created')
  })
})
