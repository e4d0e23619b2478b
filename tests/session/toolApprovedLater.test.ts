import { describe, expect, it, vi } from 'vitest'
import { local } from '../../src/protocol/endpoint.ts'
import { tool } from '../../src/session/Tool.ts'
import { call, response, settle, toolStage, until } from '../support/toolStage.ts'

const endpoint = local({ url: 'ws://localhost:4400' })

const book = (execute: (args: unknown) => unknown, type: 'string' | 'integer' = 'string') =>
  tool({
    name: 'book',
    description: 'Books.',
    parameters: { type: 'object', properties: { city: { type } } },
    needsApproval: true,
    execute,
  })

/** A call of a tool that waits for consent, while the app goes on. */
async function asked() {
  const old = vi.fn(() => 'old')
  const stage = await toolStage([book(old)])
  stage.line.say(...response([call('c1', 'book', { city: 'Oslo' })]))
  await until(() => stage.item('c1')?.status === 'awaiting-approval')
  const give = (...tools: ReturnType<typeof book>[]) =>
    stage.session.setOptions({
      endpoint,
      transport: stage.line.transport,
      tools,
      onError: (error) => stage.problems.push(error),
    })
  return { ...stage, old, give }
}

describe('a tool that is approved when the app has gone on', () => {
  it('is run as it is now, once, with the arguments that were shown', async () => {
    const { session, give, outputs, old } = await asked()
    const execute = vi.fn(() => 'new')
    give(book(execute))
    session.approve('c1')
    session.approve('c1')
    await until(() => 'c1' in outputs())
    expect(old).not.toHaveBeenCalled()
    expect(execute).toHaveBeenCalledExactlyOnceWith({ city: 'Oslo' }, expect.anything())
    expect(outputs()).toEqual({ c1: 'new' })
  })

  it('is not run when it was taken away, and the model is told', async () => {
    const { session, give, outputs, old, item, problems, sent } = await asked()
    give()
    session.approve('c1')
    await until(() => 'c1' in outputs())
    expect(old).not.toHaveBeenCalled()
    expect(outputs()).toEqual({ c1: '{"error":"There is no such tool any more."}' })
    expect(item('c1')).toMatchObject({ status: 'failed', problem: { code: 'tool_failed' } })
    expect(problems[0]?.message).toMatch(/^book failed: .*taken away/)
    expect(sent('response.create')).toHaveLength(1)
  })

  it('is not run when it takes other arguments by now', async () => {
    const { session, give, outputs, old, item } = await asked()
    const execute = vi.fn()
    give(book(execute, 'integer'))
    session.approve('c1')
    await until(() => 'c1' in outputs())
    expect([old.mock.calls, execute.mock.calls]).toEqual([[], []])
    expect(outputs()['c1']).toMatch(/city must be integer/)
    expect(item('c1')?.status).toBe('failed')
  })

  it('is not run when somebody stops it while its arguments are read again', async () => {
    const { session, old } = await asked()
    session.approve('c1')
    session.interrupt()
    await settle()
    expect(old).not.toHaveBeenCalled()
  })
})
