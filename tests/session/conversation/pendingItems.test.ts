import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { added, typed as taken } from '../../support/conversationSteps.ts'
import { created, ours, Scene } from '../../support/scene.ts'
import { agreed } from '../settings/world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const text = (itemId: string, respond = false) =>
  ({ type: 'text.sent', itemId, text: 'Hi', role: 'user', respond }) as const
const refusal = (param: string | null) =>
  ({
    type: 'error',
    error: { type: 'invalid_request_error', code: 'invalid_value', param, message: 'Bad.' },
  }) as const

describe('a message that is not confirmed yet', () => {
  it.each(['item.content[0].text', 'item', 'previous_item_id'])(
    'is refused by an error that names no request, but %s: the oldest one is meant',
    (param) => {
      const scene = new Scene().happen(text('t1'), text('t2'), refusal(param))
      expect(scene.items).toEqual(['t1 failed', 't2 pending'])
      expect(scene.state.conversation.items[0]?.problem?.code).toBe('item_refused')
    },
  )

  it('is not refused by an error about another item, or before there is a line', () => {
    const other = new Scene().happen(text('t1'), refusal('item_id'))
    expect(other.items).toEqual(['t1 pending'])
    const early = new Scene()
    early.state = {
      ...early.state,
      connection: { status: 'connecting', step: 'configuring', since: { authorizing: 0 } },
    }
    expect(early.happen(text('t1'), refusal('item.content')).items).toEqual(['t1 pending'])
  })

  it('is not made after the end', () => {
    const scene = new Scene().happen({ type: 'line.closed' }, text('t1', true))
    expect([scene.items, scene.sent('conversation.item.create')]).toEqual([[], 0])
  })

  it('is taken when the answer begins that was asked for after it', () => {
    const scene = new Scene().happen(text('t1', true), ours('r1'))
    expect(scene.items).toEqual(['t1 completed'])
  })

  it('is not taken because the service begins an answer by itself, or one that it is talked over', () => {
    expect(new Scene().happen(text('t1'), created('r1')).items).toEqual(['t1 pending'])
    const twice = new Scene().happen(text('t1', true), text('t2', true), ours('r1'))
    expect(twice.items).toEqual(['t1 pending', 't2 pending'])
  })

  it('ends after 30 s without a word of it, and comes back when there is one', async () => {
    const { session, line, problems } = await agreed()
    const id = session.sendText('Hello', { respond: false })
    const item = () => session.getSnapshot().conversation.items[0]
    await vi.advanceTimersByTimeAsync(29_000)
    expect(item()?.status).toBe('pending')
    await vi.advanceTimersByTimeAsync(2000)
    expect(item()).toMatchObject({ status: 'failed', problem: { code: 'item_refused' } })
    expect(problems.map(({ code }) => code)).toEqual(['item_refused'])
    line.say(added(taken(id, 'Hello')))
    expect([item()?.status, item()?.problem]).toEqual(['completed', undefined])
  })

  it('is waited for from the moment when there is a line', async () => {
    const { session, line, connect, confirm } = await agreed()
    session.disconnect()
    const { connected } = await connect()
    session.sendText('Hello', { respond: false })
    await vi.advanceTimersByTimeAsync(5000)
    confirm()
    await connected
    await vi.advanceTimersByTimeAsync(29_000)
    expect(session.getSnapshot().conversation.items[0]?.status).toBe('pending')
    await vi.advanceTimersByTimeAsync(2000)
    expect(session.getSnapshot().conversation.items[0]?.status).toBe('failed')
    expect(line.opened()).toBe(2)
  })

  it('leaves the refusal of a setting to the setting once it has ended', async () => {
    const { session, line, refuse, problems } = await agreed()
    session.sendText('Hello', { respond: false })
    line.say(refusal('item.content[0].text'))
    session.updateSettings({ speed: 1.4 })
    refuse({ param: null })
    expect(problems.map(({ code }) => code)).toEqual(['item_refused', 'setting_refused'])
  })
})
