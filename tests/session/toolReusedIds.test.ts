import { describe, expect, it } from 'vitest'
import { tool } from '../../src/session/Tool.ts'
import {
  call,
  called,
  created,
  done,
  held,
  response,
  settle,
  toolStage,
  until,
} from '../support/toolStage.ts'

const parameters = { type: 'object' } as const
const one = (itemId: string, args: object = {}) => ({ ...call('call_0', 'look', args), id: itemId })

/** Services that count their calls anew in every response. */
async function stageOf({
  needsApproval = false,
  result,
}: { needsApproval?: boolean; result?: Promise<string> } = {}) {
  const ran: unknown[] = []
  const execute = (args: unknown) => {
    ran.push(args)
    return result ?? `seen ${ran.length}`
  }
  const stage = await toolStage([
    tool({ name: 'look', description: '', parameters, needsApproval, execute }),
  ])
  const told = () =>
    stage
      .sent('conversation.item.create')
      .flatMap(({ item }) => (item.type === 'function_call_output' ? [item.output] : []))
  const of = (id: string) =>
    stage.session.getSnapshot().conversation.items.find((item) => item.id === id)
  return { ...stage, ran, told, of, status: () => stage.session.getSnapshot().modelStatus }
}

describe('an id that another call had', () => {
  it('is that of a call like any other, when the first one was answered', async () => {
    const { line, told, of, sent, status } = await stageOf()
    line.say(...response([one('i1')], 'r1'))
    await until(() => sent('response.create').length === 1)
    line.say(...response([one('i2')], 'r2'))
    await until(() => sent('response.create').length === 2)
    expect(told()).toEqual(['seen 1', 'seen 2'])
    expect(of('i1')).toMatchObject({ status: 'completed', call: { output: 'seen 1' } })
    expect(of('i2')).toMatchObject({ status: 'completed', call: { output: 'seen 2' } })
    line.say(created('r3'), done([], 'r3'))
    expect(status()).toBe('idle')
  })

  it('does not take the answer of the first one for its own', async () => {
    const slow = held()
    const { line, of, ran, told } = await stageOf({ result: slow.result })
    line.say(...response([one('i1')], 'r1'))
    slow.finish('seen')
    await until(() => told().length === 1)
    line.say(created('r2'), ...called({ ...one('i2'), status: 'in_progress' }, 'r2'))
    line.say({
      type: 'conversation.item.added',
      previous_item_id: 'i1',
      item: { id: 'o1', type: 'function_call_output', call_id: 'call_0', output: 'seen' },
    })
    expect(of('i2')).toMatchObject({ status: 'in-progress', call: { output: null } })
    expect(ran).toHaveLength(1)
  })

  it('is refused to the model while the first one runs, which goes on', async () => {
    const slow = held()
    const { line, ran, told, of, sent, problems } = await stageOf({ result: slow.result })
    line.say(...response([one('i1'), one('i2')]))
    await until(() => of('i1')?.status === 'running')
    expect(of('i2')).toMatchObject({ status: 'failed', problem: { code: 'tool_failed' } })
    expect(told()).toEqual([expect.stringContaining('It was not run')])
    expect(problems.map(({ code }) => code)).toEqual(['tool_failed'])
    expect(sent('response.create')).toHaveLength(0)
    slow.finish('seen')
    await until(() => sent('response.create').length === 1)
    expect(of('i1')).toMatchObject({ status: 'completed', call: { output: 'seen' } })
    expect(of('i2')?.status).toBe('failed')
    expect(ran).toHaveLength(1)
    expect(told()).toHaveLength(2)
  })

  it('is refused after the user interrupted too, and then nobody wants to hear of it', async () => {
    const { line, session, told, status, sent } = await stageOf({ needsApproval: true })
    line.say(...response([one('i1')], 'r1'), created('r2'))
    await until(() => session.getSnapshot().conversation.items[0]?.status === 'awaiting-approval')
    session.interrupt()
    line.say(...called(one('i2'), 'r2'), done([], 'r2', 'cancelled'))
    await settle()
    expect(told()).toHaveLength(1)
    expect(sent('response.create')).toHaveLength(0)
    expect(status()).toBe('idle')
  })

  it('takes nothing from the question to the user about the first one', async () => {
    const { line, session, ran, of, told } = await stageOf({ needsApproval: true })
    line.say(created(), ...called(one('i1', { amount: 1 })))
    await until(() => of('i1')?.status === 'awaiting-approval')
    line.say(...called(one('i2', { amount: 1000 })), done())
    expect(of('i1')?.status).toBe('awaiting-approval')
    expect(session.getSnapshot().turn.questions).toEqual(['call_0'])
    session.approve('call_0')
    await until(() => told().length === 2)
    expect(ran).toEqual([{ amount: 1 }])
    expect(of('i1')).toMatchObject({ status: 'completed' })
  })
})

describe('one call is run once', () => {
  it('when the end of its response gives its item another id', async () => {
    const { line, ran, told } = await stageOf()
    line.say(created(), ...called(one('i1')))
    await until(() => told().length === 1)
    line.say(done([one('renamed')]))
    await settle()
    expect(ran).toHaveLength(1)
    expect(told()).toHaveLength(1)
  })

  it('when it is refused, also in answer, however often it is told', async () => {
    const slow = held()
    const { line, told } = await stageOf({ result: slow.result })
    line.say(created(), ...called(one('i1')), ...called(one('i2')), ...called(one('i2')))
    line.say(done([one('i1'), one('i2')]))
    await settle()
    expect(told()).toHaveLength(1)
  })
})

describe('an answer out of band', () => {
  it('leaves its calls to the app, which hears them', async () => {
    const { line, session, ran, told, status } = await stageOf()
    const heard: unknown[] = []
    session.on('response.output_item.done', ({ item }) => heard.push(item.type))
    session.createResponse({ conversation: 'none' })
    const [begun, ...rest] = response([one('i1')])
    line.say({ ...begun, response: { id: 'r1', conversation_id: null } }, ...rest)
    await settle()
    expect(heard).toEqual(['function_call'])
    expect([ran, told(), status()]).toEqual([[], [], 'idle'])
  })
})
