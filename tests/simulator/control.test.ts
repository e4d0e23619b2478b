import { describe, expect, it } from 'vitest'
import { served } from './support/served.ts'

const control = { control: true }
const rule = { on: { dir: 'out', type: 'session.updated' }, do: { drop: true }, times: 1 } as const
const update = { type: 'session.update', session: { type: 'realtime' } }

describe('over the control endpoint', () => {
  it('the open sessions are told', async () => {
    const { open, ask } = await served(control)
    expect((await ask('GET', '/_simulator/sessions')).body).toEqual({ sessions: [] })
    const { session } = await open().hear('session.created')
    expect((await ask('GET', '/_simulator/sessions')).body).toEqual({ sessions: [session.id] })
  })

  it('what was said is told, of all sessions or one', async () => {
    const { open, ask } = await served(control)
    const [one, other] = [open(), open()]
    const { session } = await one.hear('session.created')
    await other.hear('session.created')
    const { events } = (await ask('GET', `/_simulator/events?session=${session.id}`)).body as {
      events: { session: string; event: object }[]
    }
    expect(new Set(events.map((event) => event.session))).toEqual(new Set([session.id]))
    expect(events[0]).toMatchObject({ direction: 'out', event: { type: 'session.created' } })
    const all = (await ask('GET', '/_simulator/events')).body as { events: object[] }
    expect(all.events).toHaveLength(2 * events.length)
  })

  it('faults are set, told and taken back', async () => {
    const { open, ask, simulator } = await served(control)
    const client = open()
    await client.hear('session.created')
    const added = await ask('POST', '/_simulator/faults', { body: rule })
    expect([added.status, added.body]).toEqual([200, { added: 1 }])
    client.say(update)
    client.say({ ...update, session: { type: 'realtime', instructions: 'Second.' } })
    expect((await client.hear('session.updated')).session.instructions).toBe('Second.')
    const told = await ask('GET', '/_simulator/faults')
    expect(told.body).toMatchObject({
      rules: [rule],
      firings: [{ session: simulator.sessions[0], type: 'session.updated', rule }],
    })
    expect((await ask('DELETE', '/_simulator/faults')).status).toBe(204)
    expect(simulator.faults.rules).toEqual([])
    expect(simulator.faults.firings).toHaveLength(1)
  })

  it('a list of faults is taken as a whole or not at all', async () => {
    const { ask, simulator } = await served(control)
    const answer = await ask('POST', '/_simulator/faults', { body: [rule, { on: {}, do: {} }] })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'fault_invalid' } } })
    expect(simulator.faults.rules).toEqual([])
    await ask('POST', '/_simulator/faults', { body: [rule, rule] })
    expect(simulator.faults.rules).toHaveLength(2)
  })

  it('lines are cut, all or one', async () => {
    const { open, ask } = await served(control)
    const [one, other, third] = [open(), open(), open()]
    const { session } = await one.hear('session.created')
    await Promise.all([other.hear('session.created'), third.hear('session.created')])
    const answer = await ask('POST', '/_simulator/drop', { body: { session: session.id } })
    expect(answer.body).toEqual({ dropped: 1 })
    expect(await one.end()).toEqual({ code: 1006, reason: '' })
    expect(other.closed).toBeNull()
    expect((await ask('POST', '/_simulator/drop')).body).toEqual({ dropped: 2 })
    expect(await third.end()).toEqual({ code: 1006, reason: '' })
  })

  it('lines are closed as told', async () => {
    const { open, ask } = await served(control)
    const client = open()
    await client.hear('session.created')
    const body = { code: 4000, reason: 'invalid_request_error.invalid_model' }
    expect((await ask('POST', '/_simulator/close', { body })).body).toEqual({ closed: 1 })
    expect(await client.end()).toEqual(body)
  })

  it.each([
    ['a code that no line carries', { code: 1006 }, 'code'],
    ['a code of nobody', { code: 2000 }, 'code'],
    ['a code that is no number', { code: '1000' }, 'code'],
    ['a reason that is too long', { reason: 'é'.repeat(62) }, 'reason'],
    ['a session that is no text', { session: 1 }, 'session'],
  ])('%s is refused, and no line is closed', async (_what, body, param) => {
    const { open, ask } = await served(control)
    const client = open()
    await client.hear('session.created')
    const answer = await ask('POST', '/_simulator/close', { body })
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', code: 'invalid_value', param } },
    })
    client.say(update)
    await client.hear('session.updated')
  })

  it('what is no JSON is refused before anything is done', async () => {
    const { open, ask } = await served(control)
    await open().hear('session.created')
    const form = { 'Content-Type': 'text/plain' }
    const answer = await ask('POST', '/_simulator/drop', { headers: form, body: '{}' })
    expect(answer.status).toBe(415)
    expect((await ask('GET', '/_simulator/sessions')).text).toContain('sess_')
  })
})

it.each([
  ['GET', 'sessions'],
  ['GET', 'events'],
  ['GET', 'faults'],
  ['POST', 'faults'],
  ['DELETE', 'faults'],
  ['POST', 'drop'],
  ['POST', 'close'],
])('there is none unless it was asked for: %s %s', async (method, name) => {
  const { open, ask } = await served()
  const client = open()
  await client.hear('session.created')
  expect((await ask(method, `/_simulator/${name}`)).status).toBe(404)
  client.say(update)
  await client.hear('session.updated')
})
