import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { tool } from '../../src/session/Tool.ts'
import { call, created, done, response, settle, toolStage, until } from '../support/toolStage.ts'

const parameters = { type: 'object', properties: { city: { type: 'string' } } } as const

const asking = (
  execute: () => unknown,
  needsApproval: boolean | (() => boolean | Promise<boolean>) = true,
) => tool({ name: 'book', description: 'Books.', parameters, execute, needsApproval })

/** A call that waits for consent. */
async function asked(execute: () => unknown = () => 'booked') {
  const stage = await toolStage([asking(execute)])
  stage.line.say(...response([call('c1', 'book', { city: 'Oslo' })]))
  await until(() => stage.item('c1')?.status === 'awaiting-approval')
  return stage
}

// Time that a test makes up does not wait for code that is loaded.
beforeAll(() => import('../../src/session/ToolRuns.ts'))

afterEach(() => {
  vi.useRealTimers()
})

describe('a tool that needs approval', () => {
  it('waits, runs once when it is approved, and answers', async () => {
    const execute = vi.fn(() => 'booked')
    const { session, outputs, item, sent } = await asked(execute)
    await settle()
    expect(execute).not.toHaveBeenCalled()
    expect(outputs()).toEqual({})
    session.approve('c1')
    expect(item('c1')?.status).toBe('running')
    session.approve('c1')
    await until(() => item('c1')?.status === 'completed')
    await settle()
    expect(execute).toHaveBeenCalledTimes(1)
    expect(outputs()).toEqual({ c1: 'booked' })
    expect(sent('response.create')).toHaveLength(1)
  })

  it('is not run when it is rejected, and the model is told why', async () => {
    const execute = vi.fn()
    const { session, outputs, item, sent, problems } = await asked(execute)
    session.reject('c1', 'Too expensive.')
    session.approve('c1')
    await settle()
    expect(execute).not.toHaveBeenCalled()
    expect(item('c1')?.status).toBe('rejected')
    expect(outputs()).toEqual({ c1: '{"error":"The user did not allow it. Too expensive."}' })
    expect(sent('response.create')).toHaveLength(1)
    expect(problems).toEqual([])
  })

  it('waits as long as somebody thinks, and has its 30 s from when it is approved', async () => {
    vi.useFakeTimers()
    const stage = await toolStage([asking(() => new Promise(() => {}))])
    stage.line.say(...response([call('c1', 'book')]))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(stage.item('c1')?.status).toBe('awaiting-approval')
    stage.session.approve('c1')
    await vi.advanceTimersByTimeAsync(29_000)
    expect(stage.problems).toEqual([])
    await vi.advanceTimersByTimeAsync(2000)
    expect(stage.problems.map(({ code }) => code)).toEqual(['tool_timeout'])
    stage.session.disconnect()
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('no idea')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no idea'))],
    ['says yes, later', () => Promise.resolve(true)],
    // Not in TypeScript.
    ['says nothing', () => undefined as unknown as boolean],
  ])('asks when its function %s', async (_what, needsApproval) => {
    const execute = vi.fn()
    const { line, item } = await toolStage([asking(execute, needsApproval)])
    line.say(...response([call('c1', 'book')]))
    await until(() => item('c1')?.status === 'awaiting-approval')
    expect(execute).not.toHaveBeenCalled()
  })

  it('is judged by its arguments', async () => {
    const book = tool({
      name: 'book',
      description: 'Books.',
      parameters,
      needsApproval: ({ city }) => city !== 'Oslo',
      execute: () => 'booked',
    })
    const { line, item, outputs } = await toolStage([book])
    line.say(
      ...response([call('c1', 'book', { city: 'Oslo' }), call('c2', 'book', { city: 'Rome' })]),
    )
    await until(() => item('c2')?.status === 'awaiting-approval' && 'c1' in outputs())
    expect(item('c1')?.status).toBe('completed')
  })

  it('does not ask when the arguments are wrong', async () => {
    const { line, item } = await toolStage([asking(() => 'booked')])
    line.say(...response([call('c1', 'book', { city: 3 })]))
    await until(() => item('c1')?.status === 'failed')
  })

  it('keeps its question while the user talks on, and is followed up when nobody speaks', async () => {
    const { session, line, item, sent, outputs } = await asked()
    line.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    expect(item('c1')?.status).toBe('awaiting-approval')
    session.approve('c1')
    await until(() => 'c1' in outputs())
    expect(sent('response.create')).toHaveLength(0)
    line.say({ type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 900 })
    line.say(created('r2'), done([], 'r2'))
    await settle()
    // The answer to the user was made when the result was there: one is enough.
    expect(sent('response.create')).toHaveLength(0)
    expect(session.getSnapshot().modelStatus).toBe('idle')
  })

  it('keeps its question when the user stops the answer', async () => {
    const { session, item, outputs, sent } = await asked()
    session.interrupt()
    expect(item('c1')?.status).toBe('awaiting-approval')
    session.approve('c1')
    await until(() => 'c1' in outputs())
    await settle()
    expect(sent('response.create')).toHaveLength(1)
  })

  it('asks nobody any more when the conversation is over', async () => {
    const execute = vi.fn()
    const { session, item, outputs } = await asked(execute)
    session.disconnect()
    expect(item('c1')?.status).toBe('interrupted')
    session.approve('c1')
    session.reject('c1')
    await settle()
    expect(execute).not.toHaveBeenCalled()
    expect(outputs()).toEqual({})
  })

  it('ignores consent to calls that do not wait for it', async () => {
    const { session, line, outputs } = await toolStage([asking(() => 'booked', false)])
    session.approve('c1')
    line.say(...response([call('c1', 'book')]))
    await until(() => 'c1' in outputs())
    session.reject('c1')
    session.reject('c9')
    await settle()
    expect(outputs()).toEqual({ c1: 'booked' })
  })
})
