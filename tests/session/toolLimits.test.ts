import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { tool, type ToolContext } from '../../src/session/Tool.ts'
import type { ScriptedLine } from '../../src/testing/scriptedLine.ts'
import {
  call,
  created,
  done,
  held,
  response,
  settle,
  toolStage,
  until,
} from '../support/toolStage.ts'

const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer' } },
  required: ['city'],
} as const

const weather = (execute: (args: { readonly city: string }, context: ToolContext) => unknown) =>
  tool({ name: 'get_weather', description: 'The weather.', parameters, execute })

// Time that a test makes up does not wait for code that is loaded.
beforeAll(() => import('../../src/session/ToolRuns.ts'))

afterEach(() => {
  vi.useRealTimers()
})

describe('a tool that takes too long', () => {
  it('is aborted after 30 s, told as such, and may still come back without harm', async () => {
    vi.useFakeTimers()
    let signal: AbortSignal | undefined
    const slow = held()
    const stage = await toolStage([
      weather((_args, context) => {
        signal = context.signal
        return slow.result
      }),
    ])
    stage.line.say(...response([call('c1', 'get_weather', { city: 'Oslo' })]))
    await vi.advanceTimersByTimeAsync(29_000)
    expect(stage.item('c1')?.status).toBe('running')
    expect(signal?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1500)
    expect(signal?.aborted).toBe(true)
    expect(stage.outputs()).toEqual({ c1: '{"error":"It did not answer within 30 s."}' })
    expect(stage.problems.map(({ code }) => code)).toEqual(['tool_timeout'])
    expect(stage.sent('response.create')).toHaveLength(1)
    slow.finish('at last')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(stage.sent('conversation.item.create')).toHaveLength(1)
    stage.session.disconnect()
  })

  it('is aborted when the conversation ends, and answers nobody', async () => {
    let signal: AbortSignal | undefined
    const { line, session, outputs, item } = await toolStage([
      weather((_args, context) => {
        signal = context.signal
        return new Promise(() => {})
      }),
    ])
    line.say(...response([call('c1', 'get_weather', { city: 'Oslo' })]))
    await until(() => signal !== undefined)
    session.disconnect()
    await settle()
    expect(signal?.aborted).toBe(true)
    expect(outputs()).toEqual({})
    expect(item('c1')?.status).toBe('interrupted')
    expect(session.getSnapshot().modelStatus).toBe('idle')
  })

  it('is not begun when the conversation ends while its code is loaded', async () => {
    const execute = vi.fn()
    const { line, session } = await toolStage([weather(execute)])
    line.say(...response([call('c1', 'get_weather', { city: 'Oslo' })]))
    session.disconnect()
    await settle(10)
    expect(execute).not.toHaveBeenCalled()
  })

  it('of a conversation before has no say in the next', async () => {
    const slow = held()
    const { line, session, outputs, item } = await toolStage([weather(() => slow.result)])
    line.say(...response([call('c1', 'get_weather', { city: 'Oslo' })]))
    await until(() => item('c1')?.status === 'running')
    await settle()
    await session.connect()
    session.disconnect()
    await session.connect()
    slow.finish('cold')
    await settle()
    expect(outputs()).toEqual({})
  })
})

describe('a model that calls and calls', () => {
  it('gets ten runs of one tool in a turn, and then must speak', async () => {
    const execute = vi.fn(() => 'cold')
    const stage = await toolStage([weather(execute)])
    for (let at = 1; at <= 11; at++) {
      stage.line.say(...response([call(`c${at}`, 'get_weather', { city: 'Oslo' })], `r${at}`))
      await until(() => stage.sent('response.create').length === at)
    }
    expect(execute).toHaveBeenCalledTimes(10)
    expect(stage.outputs()['c11']).toMatch(/more than 10 calls/)
    expect(stage.problems.map(({ code }) => code)).toEqual(['tool_failed'])
    const choices = stage.sent('response.create').map(({ response }) => response?.tool_choice)
    expect(choices).toEqual([...Array<undefined>(10).fill(undefined), 'none'])
  })

  it('gets thirty runs of all tools, and is left alone when it does not obey', async () => {
    const execute = vi.fn(() => 'cold')
    const names = ['a', 'b', 'c', 'd', 'e']
    const stage = await toolStage(
      names.map((name) => tool({ name, description: '', parameters: { type: 'object' }, execute })),
    )
    let at = 0
    for (let asked = -1; asked < stage.sent('response.create').length && at < 100; at++) {
      asked = stage.sent('response.create').length
      stage.line.say(...response([call(`c${at}`, names[at % 5] ?? '')], `r${at}`))
      await until(() => `c${at}` in stage.outputs())
      await settle()
    }
    expect(execute).toHaveBeenCalledTimes(30)
    expect(at).toBe(41)
    expect(Object.keys(stage.outputs())).toHaveLength(41)
    expect(stage.session.getSnapshot().modelStatus).toBe('idle')
  })

  it('may call again when the user has said something', async () => {
    const execute = vi.fn(() => 'cold')
    const stage = await toolStage([weather(execute)])
    const calls = (from: number) =>
      Array.from({ length: 10 }, (_, at) => call(`c${from + at}`, 'get_weather', { city: 'Oslo' }))
    stage.line.say(...response(calls(0)))
    await until(() => stage.sent('response.create').length === 1)
    stage.line.say(created('r2'), done([], 'r2'))
    stage.session.sendText('And tomorrow?')
    stage.line.say(...response(calls(10), 'r3'))
    await until(() => execute.mock.calls.length === 20)
    expect(stage.problems).toEqual([])
  })

  describe('for an app that asks for answers and lets nobody speak', () => {
    /** The same question again and again, each with one call. */
    async function rounds(ask: (session: RealtimeSession, line: ScriptedLine) => void) {
      const execute = vi.fn(() => 'cold')
      const stage = await toolStage([weather(execute)])
      for (let at = 1; at <= 15; at++) {
        ask(stage.session, stage.line)
        stage.line.say(...response([call(`c${at}`, 'get_weather', { city: 'Oslo' })], `r${at}a`))
        await until(() => `c${at}` in stage.outputs())
        await settle()
        stage.line.say(created(`r${at}b`), done([], `r${at}b`))
      }
      return { ...stage, execute }
    }

    it.each<[string, (session: RealtimeSession) => void]>([
      ['createResponse()', (session) => session.createResponse()],
      ['words of the app', (session) => void session.sendText('It is noon.', { role: 'system' })],
    ])('counts anew with %s', async (_how, ask) => {
      const { execute, problems } = await rounds(ask)
      expect(execute).toHaveBeenCalledTimes(15)
      expect(problems).toEqual([])
    })

    it.each<[string, (session: RealtimeSession, line: ScriptedLine) => void]>([
      [
        'aside',
        (session, line) => {
          session.createResponse({ conversation: 'none' })
          const aside = { id: `x${line.sent.length}`, conversation_id: null }
          line.say(
            { type: 'response.created', response: aside },
            { type: 'response.done', response: { ...aside, status: 'completed' } },
          )
        },
      ],
      [
        'for no answer',
        (session) => void session.sendText('It is noon.', { role: 'system', respond: false }),
      ],
    ])('counts on with what asks %s', async (_how, ask) => {
      const { execute, problems } = await rounds(ask)
      expect(execute).toHaveBeenCalledTimes(10)
      expect(problems.map(({ code }) => code)).toContain('tool_failed')
    })
  })
})
