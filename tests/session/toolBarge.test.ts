import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
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

const parameters = { type: 'object', properties: { city: { type: 'string' } } } as const

// Time that a test makes up does not wait for code that is loaded.
beforeAll(() => import('../../src/session/ToolRuns.ts'))

afterEach(() => {
  vi.useRealTimers()
})

describe('a call and a user who talks over it', () => {
  const weather = (execute: () => unknown) =>
    tool({ name: 'get_weather', description: 'The weather.', parameters, execute })
  const speech = (started: boolean) =>
    started
      ? { type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 }
      : { type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 900 }

  it('runs on while the user speaks, and is spoken of after that', async () => {
    const slow = held()
    const { line, sent, outputs, session, item } = await toolStage([weather(() => slow.result)])
    line.say(...response([call('c1', 'get_weather')]))
    await until(() => item('c1')?.status === 'running')
    await settle()
    line.say(speech(true), speech(false), created('r2'))
    slow.finish('cold')
    await until(() => 'c1' in outputs())
    expect(sent('response.create')).toHaveLength(0)
    line.say(done([], 'r2'))
    // The answer to the user began before the result was there.
    expect(sent('response.create')).toHaveLength(1)
    line.say(created('r3'), done([], 'r3'))
    expect(session.getSnapshot().modelStatus).toBe('idle')
    expect(sent('response.create')).toHaveLength(1)
  })

  it('is spoken of when what the user seemed to say was noise', async () => {
    vi.useFakeTimers()
    const { line, sent, session } = await toolStage([weather(() => 'cold')])
    line.say(created(), ...called(call('c1', 'get_weather')), speech(true))
    await vi.advanceTimersByTimeAsync(10)
    line.say(done([], 'r1', 'cancelled'), speech(false))
    await vi.advanceTimersByTimeAsync(1000)
    expect(sent('response.create')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(sent('response.create')).toHaveLength(1)
    session.disconnect()
  })

  it('is not run when it was written before the user spoke and comes after, and is answered all the same', async () => {
    const execute = vi.fn()
    const { line, outputs, sent, problems, item, session } = await toolStage([weather(execute)])
    const one = call('c1', 'get_weather')
    line.say(
      created(),
      called(one)[0] ?? {},
      speech(true),
      ...called(one),
      done([one], 'r1', 'cancelled'),
    )
    await settle()
    expect(execute).not.toHaveBeenCalled()
    expect(outputs()).toEqual({
      c1: '{"error":"The user interrupted before this was run. It was not run."}',
    })
    expect(item('c1')?.status).toBe('interrupted')
    expect(problems).toEqual([])
    expect(sent('response.create')).toHaveLength(0)
    expect(session.getSnapshot().modelStatus).toBe('listening')
  })

  it('is aborted by interrupt(), answered, and not spoken of', async () => {
    let signal: AbortSignal | undefined
    const { line, outputs, sent, session, item, problems } = await toolStage([
      tool({
        name: 'get_weather',
        description: '',
        parameters,
        execute: (_args, context) => {
          signal = context.signal
          return new Promise(() => {})
        },
      }),
    ])
    line.say(...response([call('c1', 'get_weather')]))
    await until(() => signal !== undefined)
    session.interrupt()
    expect(session.getSnapshot().modelStatus).toBe('idle')
    await settle()
    expect(signal?.aborted).toBe(true)
    expect(outputs()['c1']).toMatch(/stopped/)
    expect(item('c1')?.status).toBe('interrupted')
    expect(sent('response.create')).toHaveLength(0)
    expect(problems).toEqual([])
  })

  it('that is answered when another answer was asked for already is spoken of after that', async () => {
    const slow = held()
    const { line, sent, session, outputs, item } = await toolStage([weather(() => slow.result)])
    line.say(...response([call('c1', 'get_weather')]))
    await until(() => item('c1')?.status === 'running')
    session.sendText('Are you there?')
    slow.finish('cold')
    await until(() => 'c1' in outputs())
    line.say(created('r2'))
    expect(sent('response.create')).toHaveLength(1)
    line.say(done([], 'r2'))
    expect(sent('response.create')).toHaveLength(2)
  })

  it('leaves what is written meanwhile its own answer', async () => {
    const slow = held()
    const { line, sent, session, outputs, item } = await toolStage([weather(() => slow.result)])
    line.say(...response([call('c1', 'get_weather')]))
    await until(() => item('c1')?.status === 'running')
    await settle()
    session.sendText('Are you there?')
    expect(sent('response.create')).toHaveLength(1)
    line.say(created('r2'), done([], 'r2'))
    slow.finish('cold')
    await until(() => 'c1' in outputs())
    expect(sent('response.create')).toHaveLength(2)
  })
})
