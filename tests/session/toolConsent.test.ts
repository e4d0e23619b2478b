import { describe, expect, it, vi } from 'vitest'
import { reduce } from '../../src/session/reduce.ts'
import { tool } from '../../src/session/Tool.ts'
import { begins, calls, withTools } from '../support/callSteps.ts'
import { remove } from '../support/appWishes.ts'
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

const parameters = { type: 'object' } as const
const paid = call('c1', 'pay', { amount: 1000 })
const other = (amount: number) => ({ ...paid, arguments: JSON.stringify({ amount }) })

/** The user is asked whether to pay 1000. */
async function asked() {
  const execute = vi.fn<(args: unknown) => string>(() => 'paid')
  const stage = await toolStage([
    tool({ name: 'pay', description: '', parameters, needsApproval: true, execute }),
  ])
  stage.line.say(created(), ...called(paid))
  await until(() => stage.item('c1')?.status === 'awaiting-approval')
  return { ...stage, execute, shown: () => stage.item('c1')?.call?.arguments }
}

describe('what the user consents to', () => {
  it.each<[string, object]>([
    ['the end of the response', done([other(3)])],
    ['the item', { type: 'conversation.item.done', item: other(2) }],
    ['the item, when it is asked for', { type: 'conversation.item.retrieved', item: other(2) }],
    [
      'an item that is not whole',
      { type: 'conversation.item.done', item: call('c1', 'pay', '', 'incomplete') },
    ],
    ['the same item once more', called(other(4))[1] ?? {}],
    [
      'late words of it',
      {
        type: 'response.function_call_arguments.done',
        response_id: 'r1',
        item_id: paid.id,
        call_id: 'c1',
        arguments: '{"amount":5}',
      },
    ],
  ])('is what is shown and what is run, whatever is said by %s', async (_who, event) => {
    const { line, session, shown, item, execute } = await asked()
    line.say(event)
    await settle()
    expect(shown()).toBe('{"amount":1000}')
    session.approve('c1')
    await until(() => item('c1')?.status === 'completed')
    expect(shown()).toBe('{"amount":1000}')
    expect(execute.mock.calls.map(([args]) => args)).toEqual([{ amount: 1000 }])
  })

  it('does not change either while it is unsure whether to ask', async () => {
    let decide: (yes: boolean) => void = () => {}
    const needsApproval = () => new Promise<boolean>((resolve) => (decide = resolve))
    const { line, item } = await toolStage([
      tool({ name: 'pay', description: '', parameters, needsApproval, execute: () => 'paid' }),
    ])
    line.say(created(), ...called(paid))
    line.say({
      type: 'response.function_call_arguments.delta',
      response_id: 'r1',
      item_id: paid.id,
      call_id: 'c1',
      delta: '!',
    })
    await settle()
    decide(true)
    await until(() => item('c1')?.status === 'awaiting-approval')
    expect(item('c1')?.call?.arguments).toBe('{"amount":1000}')
  })

  it('is what the call was when it was written whole, also by name', async () => {
    const { line, item } = await toolStage([
      tool({ name: 'pay', description: '', parameters, needsApproval: true, execute: () => 1 }),
    ])
    const [begun, whole] = called(paid)
    line.say(
      created(),
      { ...begun, item: { ...paid, name: 'look', arguments: '{"amo' } },
      whole ?? {},
    )
    await until(() => item('c1')?.status === 'awaiting-approval')
    expect(item('c1')?.call).toMatchObject({ name: 'pay', arguments: '{"amount":1000}' })
  })

  it('may come with the end of the response, and counts from there', async () => {
    const { line, session, item } = await toolStage([
      tool({ name: 'pay', description: '', parameters, needsApproval: true, execute: () => 1 }),
    ])
    const [begun] = called(paid)
    line.say(created(), begun ?? {}, done([other(7)]))
    await until(() => item('c1')?.status === 'awaiting-approval')
    expect(item('c1')?.call?.arguments).toBe('{"amount":7}')
    session.reject('c1')
  })
})

describe('while it is unsure whether to ask, a call', () => {
  async function deciding() {
    let decide: (yes: boolean) => void = () => {}
    const needsApproval = () => new Promise<boolean>((resolve) => (decide = resolve))
    const execute = vi.fn(() => 'paid')
    const stage = await toolStage([
      tool({ name: 'pay', description: '', parameters, needsApproval, execute }),
    ])
    stage.line.say(...response([paid]))
    await settle()
    return { ...stage, execute, decide: (yes: boolean) => decide(yes) }
  }

  it('may be taken out, and then nobody waits for it', async () => {
    const { session, decide, execute, outputs, sent } = await deciding()
    session.deleteItem(paid.id)
    expect(session.getSnapshot().modelStatus).toBe('thinking')
    decide(true)
    await settle()
    expect(session.getSnapshot().modelStatus).toBe('idle')
    session.approve('c1')
    await settle()
    expect(execute).not.toHaveBeenCalled()
    // The service knows of no such call any more, and would refuse its answer.
    expect(outputs()).toEqual({})
    expect(sent('response.create')).toHaveLength(0)
  })

  it('may be answered by the app, and then nobody is asked', async () => {
    const { session, line, decide, item } = await deciding()
    const output = { id: 'o1', type: 'function_call_output', call_id: 'c1', output: 'mine' }
    line.say({ type: 'conversation.item.added', previous_item_id: paid.id, item: output })
    decide(true)
    await settle()
    expect(item('c1')).toMatchObject({ status: 'completed', call: { output: 'mine' } })
    expect(session.getSnapshot().modelStatus).toBe('idle')
  })
})

it('ends what still decides about a call that was taken out', () => {
  const asked = { type: 'tool.asked', callId: 'c1' } as const
  const events = [begins(), ...calls(['c1']), remove('item_c1')]
  const before = events.reduce((state, event) => reduce(state, event, 0)[0], withTools())
  const [after, effects] = reduce(before, asked, 0)
  expect(effects).toEqual([{ type: 'abortTool', callId: 'c1' }])
  expect(after.turn.openCalls).toEqual([])
})
