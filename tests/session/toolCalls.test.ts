import { afterEach, describe, expect, it, vi } from 'vitest'
import { tool, type ToolContext } from '../../src/session/Tool.ts'
import {
  call,
  called,
  created,
  done,
  response,
  settle,
  toolStage,
  until,
} from '../support/toolStage.ts'

const city = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
} as const

const weather = (execute: (args: { readonly city: string }, context: ToolContext) => unknown) =>
  tool({ name: 'get_weather', description: 'The weather.', parameters: city, execute })

afterEach(() => {
  vi.useRealTimers()
})

describe('a call', () => {
  it('is run with its arguments, answered, and then one response is asked for', async () => {
    const execute = vi.fn(({ city }: { readonly city: string }) => ({ city, temp: 3 }))
    const { line, sent, outputs, item, session } = await toolStage([weather(execute)])
    line.say(...response([call('c1', 'get_weather', { city: 'Oslo' })]))
    await until(() => sent('response.create').length > 0)
    expect(execute).toHaveBeenCalledTimes(1)
    expect(execute.mock.calls[0]?.[0]).toEqual({ city: 'Oslo' })
    expect(outputs()).toEqual({ c1: '{"city":"Oslo","temp":3}' })
    expect(sent('response.create')).toHaveLength(1)
    expect(item('c1')).toMatchObject({
      kind: 'tool-call',
      role: 'tool',
      status: 'completed',
      call: {
        name: 'get_weather',
        arguments: '{"city":"Oslo"}',
        output: '{"city":"Oslo","temp":3}',
      },
    })
    expect(session.getSnapshot().modelStatus).toBe('thinking')
    line.say(created('r2'), done([], 'r2'))
    await settle()
    expect(session.getSnapshot().modelStatus).toBe('idle')
    expect(sent('response.create')).toHaveLength(1)
  })

  it('is run once, however often and by whatever event it is told of', async () => {
    const execute = vi.fn(() => 'cold')
    const { line, sent, outputs } = await toolStage([weather(execute)])
    const one = call('c1', 'get_weather', { city: 'Oslo' })
    line.say(created(), ...called(one), ...called(one), done([one]), done([one]))
    await until(() => sent('response.create').length > 0)
    // Also long after it was answered, and after its item was deleted.
    line.say({ type: 'conversation.item.deleted', item_id: one.id }, ...called(one), done([one]))
    await settle()
    expect(execute).toHaveBeenCalledTimes(1)
    expect(Object.keys(outputs())).toEqual(['c1'])
    expect(
      sent('conversation.item.create').filter(({ item }) => item.type === 'function_call_output'),
    ).toHaveLength(1)
  })

  it('is run where only the end of its response tells of it', async () => {
    const { line, sent, outputs } = await toolStage([weather(() => 'cold')])
    line.say(created(), done([call('c1', 'get_weather', { city: 'Oslo' })]))
    await until(() => sent('response.create').length > 0)
    expect(outputs()).toEqual({ c1: 'cold' })
  })

  it('is not run before it is written whole', async () => {
    const execute = vi.fn(() => 'cold')
    const { line, item, outputs, session } = await toolStage([weather(execute)])
    const cut = call('c1', 'get_weather', '{"city":"Os', 'incomplete')
    line.say(created(), ...called(cut), done([cut], 'r1', 'cancelled'))
    await settle()
    expect(execute).not.toHaveBeenCalled()
    expect(outputs()).toEqual({})
    expect(item('c1')?.status).toBe('incomplete')
    expect(session.getSnapshot().modelStatus).toBe('idle')
  })

  it('of a response out of band is left to whoever asked for that', async () => {
    const execute = vi.fn()
    const { line, outputs, session } = await toolStage([weather(execute)])
    const one = call('c1', 'get_weather', { city: 'Oslo' })
    const aside = { id: 'r1', conversation_id: null }
    line.say({ type: 'response.created', response: aside }, ...called(one), {
      type: 'response.done',
      response: { ...aside, status: 'completed', output: [one] },
    })
    await settle()
    expect(execute).not.toHaveBeenCalled()
    expect(outputs()).toEqual({})
    expect(session.getSnapshot().conversation.items).toEqual([])
  })

  it('shows its arguments while they are written', async () => {
    const { line, item } = await toolStage([weather(() => 'cold')])
    const one = call('c1', 'get_weather', { city: 'Oslo' })
    const [added] = called(one)
    const delta = (delta: string) => ({
      type: 'response.function_call_arguments.delta',
      response_id: 'r1',
      item_id: one.id,
      call_id: 'c1',
      delta,
    })
    line.say(created(), added ?? {}, delta('{"ci'), delta('ty"'))
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(item('c1')).toMatchObject({ status: 'in-progress', call: { arguments: '{"city"' } })
  })

  it('of several that are answered at different times is followed by one response, after the last', async () => {
    const finish: Record<string, (value: string) => void> = {}
    const { line, sent, outputs } = await toolStage([
      weather(({ city }) => new Promise((resolve) => (finish[city] = resolve))),
    ])
    const [oslo, rome] = ['Oslo', 'Rome'].map((city) => call(city, 'get_weather', { city }))
    line.say(...response([oslo ?? call('', ''), rome ?? call('', '')]))
    await until(() => Object.keys(finish).length === 2)
    finish['Rome']?.('warm')
    await settle()
    expect(outputs()).toEqual({ Rome: 'warm' })
    expect(sent('response.create')).toHaveLength(0)
    finish['Oslo']?.('cold')
    await until(() => sent('response.create').length > 0)
    await settle()
    expect(outputs()).toEqual({ Rome: 'warm', Oslo: 'cold' })
    expect(sent('response.create')).toHaveLength(1)
  })

  it('that is answered before the next one is written waits for that too', async () => {
    const { line, sent, outputs } = await toolStage([weather(() => 'cold')])
    const [first, second] = [
      call('c1', 'get_weather', { city: 'Oslo' }),
      call('c2', 'get_weather', { city: 'Rome' }),
    ]
    line.say(created(), ...called(first))
    await until(() => 'c1' in outputs())
    expect(sent('response.create')).toHaveLength(0)
    line.say(...called(second), done([first, second]))
    expect(sent('response.create')).toHaveLength(0)
    await until(() => sent('response.create').length > 0)
    const order = line.sent.map((event) => event.type).filter((type) => type !== 'session.update')
    expect(order).toEqual([
      'conversation.item.create',
      'conversation.item.create',
      'response.create',
    ])
  })

  it('waits with the response until its own is done', async () => {
    const { line, sent, outputs } = await toolStage([weather(() => 'cold')])
    const one = call('c1', 'get_weather', { city: 'Oslo' })
    line.say(created(), ...called(one))
    await until(() => 'c1' in outputs())
    await settle()
    expect(sent('response.create')).toHaveLength(0)
    line.say(done([one]))
    expect(sent('response.create')).toHaveLength(1)
  })
})
