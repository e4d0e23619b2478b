import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { tool } from '../../../src/session/Tool.ts'
import {
  answerStage,
  complaint,
  created,
  cut,
  done,
  failed,
  itemAdded,
  itemDone,
  seconds,
  sound,
  words,
} from '../../support/answerStage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const RATE_LIMITS = ['inference_rate_limit_exceeded', 'rate_limit_exceeded']

describe('an answer that went wrong', () => {
  it.each([
    [failed('r1', 'insufficient_quota'), 'failed', 'quota_exceeded'],
    [failed('r1', 'credit_balance_exhausted'), 'failed', 'quota_exceeded'],
    [failed('r1', 'rate_limit_exceeded'), 'failed', 'rate_limited'],
    [failed('r1', 'content_filter'), 'failed', 'content_filtered'],
    [failed('r1', 'server_error'), 'failed', 'response_failed'],
    [failed('r1', 'invalid_prompt'), 'failed', 'response_failed'],
    [done('r1', { status: 'failed' }), 'failed', 'response_failed'],
    [cut('r1', 'content_filter'), 'incomplete', 'content_filtered'],
    [cut('r1', 'max_output_tokens'), 'incomplete', 'output_limit_reached'],
    [cut('r1', 'who_knows'), 'incomplete', 'response_failed'],
  ] as const)('%j: its item says so, with a remedy', async (end, status, code) => {
    const { session, line, items, codes } = await answerStage()
    session.sendText('A')
    // The service may well say that the item is whole.
    line.say(created('r1'), itemAdded('A', 'r1'), words('A', 'r1'), itemDone('A', 'r1'), end)
    expect(items().at(-1)).toMatchObject({ id: 'A', status, text: 'Hello there' })
    expect(items().at(-1)?.problem?.code).toBe(code)
    expect(items().at(-1)?.problem?.remedy).not.toBe('')
    expect(codes()).toEqual([code])
  })

  it('that made nothing at all is seen all the same, in its place', async () => {
    const { session, line, items } = await answerStage()
    const question = session.sendText('A')
    line.say(created('r1'), failed('r1', 'insufficient_quota'))
    const next = session.sendText('B')
    line.say({
      type: 'conversation.item.added',
      previous_item_id: question,
      item: { id: next, type: 'message', role: 'user', content: [] },
    })
    line.say(created('r2'), itemAdded('B', 'r2'))
    expect(items()).toMatchObject([
      { id: question },
      { role: 'assistant', kind: 'message', status: 'failed', text: '' },
      { id: next },
      { id: 'B' },
    ])
    expect(items()[1]?.problem?.code).toBe('quota_exceeded')
  })

  it('is told once, however often its end is', async () => {
    const { session, line, items, codes } = await answerStage()
    session.sendText('A')
    const end = failed('r1', 'insufficient_quota')
    line.say(created('r1'), end, end, created('r1'))
    expect(codes()).toEqual(['quota_exceeded'])
    expect(items()).toHaveLength(2)
    expect(session.getSnapshot().modelStatus).toBe('idle')
  })

  it('after the user cut it is only a cut one', async () => {
    const { session, line, items } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'), words('A', 'r1'))
    session.interrupt()
    line.say(failed('r1', 'server_error'))
    await seconds(60)
    expect(items().at(-1)).toMatchObject({ id: 'A', status: 'interrupted' })
    expect(items().at(-1)?.problem).toBeUndefined()
  })

  it('does not carry what the service said in words, which may be of the conversation', async () => {
    const { session, line, errors } = await answerStage()
    session.sendText('A')
    const message = 'Bad key sk-secret for "my words"'
    const error = { code: 'server_error', type: 'server_error', message }
    line.say(created('r1'), done('r1', { status: 'failed', status_details: { error } }))
    line.say({ type: 'error', error })
    expect(errors).toHaveLength(2)
    for (const { message: told, remedy, cause } of errors)
      expect(JSON.stringify({ told, remedy, cause })).not.toMatch(/secret|words/)
  })
})

describe('one retry', () => {
  it.each([...RATE_LIMITS, 'server_error'])('of %s comes after a second', async (code) => {
    const { session, line, requests, model, items } = await answerStage()
    session.createResponse({ instructions: 'Greet', metadata: { topic: 'x' } })
    line.say(created('r1'), failed('r1', code))
    expect(model()).toBe('thinking')
    await seconds(0.9)
    expect(requests()).toHaveLength(1)
    await seconds(0.2)
    expect(requests()[1]).toEqual({ instructions: 'Greet', metadata: { topic: 'x' } })
    // What failed is not seen any more once it goes well.
    expect(items()).toHaveLength(1)
    line.say(created('r2'), itemAdded('A', 'r2'), itemDone('A', 'r2'), done('r2'))
    expect(items()).toMatchObject([{ id: 'A', status: 'completed' }])
    expect(model()).toBe('idle')
  })

  it('is one: the next failure stays', async () => {
    const { session, line, requests, items, codes, model } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), failed('r1', 'server_error'))
    await seconds(1)
    line.say(created('r2'), failed('r2', 'server_error'))
    await seconds(60)
    expect(requests()).toHaveLength(2)
    expect(codes()).toEqual(['response_failed', 'response_failed'])
    expect(items().map(({ status }) => status)).toEqual(['completed', 'failed'])
    expect(model()).toBe('idle')
  })

  it('belongs to its question: the next one has its own', async () => {
    const { session, line, requests } = await answerStage()
    for (const [first, second] of [
      ['r1', 'r2'],
      ['r3', 'r4'],
    ] as const) {
      session.sendText('A')
      line.say(created(first), failed(first, 'server_error'))
      await seconds(1)
      line.say(created(second), done(second))
    }
    expect(requests()).toHaveLength(4)
  })

  it('also follows a spoken turn, whose answer the service began by itself', async () => {
    const { line, requests } = await answerStage()
    line.say(
      { type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 },
      { type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 900 },
      created('s1'),
      failed('s1', 'server_error'),
    )
    await seconds(1)
    expect(requests()).toEqual([{}])
  })

  it('also follows a request that was refused before it had an id', async () => {
    const { session, line, requests, items } = await answerStage()
    session.sendText('A')
    line.say(complaint('server_error', { type: 'server_error', event_id: null }))
    expect(items().at(-1)).toMatchObject({ status: 'failed' })
    await seconds(1)
    expect(requests()).toHaveLength(2)
    line.say(created('r2'))
    expect(items()).toHaveLength(1)
  })

  it.each(['insufficient_quota', 'content_filter', 'invalid_prompt'])(
    'does not come of %s',
    async (code) => {
      const { session, line, requests, model } = await answerStage()
      session.sendText('A')
      line.say(created('r1'), failed('r1', code))
      expect(model()).toBe('idle')
      await seconds(60)
      expect(requests()).toHaveLength(1)
    },
  )

  it.each(['max_output_tokens', 'content_filter'])('does not come of %s', async (reason) => {
    const { session, line, requests } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), cut('r1', reason))
    await seconds(60)
    expect(requests()).toHaveLength(1)
  })

  it.each([
    ['interrupted', (stage: Stage) => stage.session.interrupt()],
    ['pressed the button', (stage: Stage) => stage.session.startTurn()],
    ['wrote a note', (stage: Stage) => stage.session.sendText('B', { respond: false })],
    [
      'spoke',
      (stage: Stage) =>
        stage.line.say({
          type: 'input_audio_buffer.speech_started',
          item_id: 'u1',
          audio_start_ms: 0,
        }),
    ],
    ['hung up', (stage: Stage) => stage.session.disconnect()],
  ] as const)('does not come when the user %s meanwhile', async (_name, act) => {
    const stage = await answerStage()
    stage.session.sendText('A')
    stage.line.say(created('r1'), failed('r1', 'server_error'))
    await seconds(0.5)
    act(stage)
    await seconds(60)
    expect(stage.requests()).toHaveLength(1)
    expect(stage.items().some(({ status }) => status === 'failed')).toBe(true)
  })

  it('gives way to what the user typed meanwhile', async () => {
    const { session, line, requests } = await answerStage()
    session.createResponse({ instructions: 'Greet' })
    line.say(created('r1'), failed('r1', 'server_error'))
    session.sendText('B')
    line.say(created('r2'), done('r2'))
    await seconds(60)
    expect(requests()).toEqual([{ instructions: 'Greet' }, {}])
  })

  it.each([
    ['heard', [itemAdded('A', 'r1'), sound('A', 'r1'), words('A', 'r1')], 500],
    ['about to be heard', [itemAdded('A', 'r1'), sound('A', 'r1')], 0],
    ['sound before its item was named', [sound('A', 'r1')], 0],
    ['read', [itemAdded('A', 'r1'), words('A', 'r1')], 0],
  ])('does not say twice what was %s: it stays, as failed', async (_what, begun, heardMs) => {
    const { session, line, items, player, requests, model } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), ...begun)
    player.advance(heardMs)
    line.say(failed('r1', 'server_error'))
    player.advance(2000)
    await seconds(60)
    expect(requests()).toHaveLength(1)
    expect(items().slice(1)).toMatchObject([{ role: 'assistant', status: 'failed' }])
    expect(model()).toBe('idle')
  })

  it('comes where only its item was named, and nothing was in it', async () => {
    const { session, line, requests } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'), failed('r1', 'server_error'))
    await seconds(1.1)
    expect(requests()).toHaveLength(2)
  })
})

describe('a failed answer that called a tool', () => {
  const call = {
    id: 'f1',
    type: 'function_call',
    status: 'completed',
    call_id: 'c1',
    name: 'get_weather',
    arguments: '{}',
  }
  const told = [
    created('r1'),
    { type: 'response.output_item.added', response_id: 'r1', item: call },
    { type: 'response.output_item.done', response_id: 'r1', item: call },
  ]

  it.each([
    ['named at its end', { output: [call] }],
    ['not named', { output: [] }],
  ])('is not asked for again by us where the app makes the call, %s', async (_name, output) => {
    const { session, line, requests } = await answerStage()
    session.sendText('A')
    line.say(...told, failed('r1', 'server_error', output))
    await seconds(60)
    expect(requests()).toHaveLength(1)
  })

  it('goes on with what came of the call, which is made once', async () => {
    const execute = vi.fn(() => 'sunny')
    const parameters = { type: 'object', properties: {} } as const
    const description = 'The weather.'
    const tools = [tool({ name: 'get_weather', description, parameters, execute })]
    const { session, line, requests, sent, items } = await answerStage({}, { tools })
    session.sendText('A')
    line.say(...told, failed('r1', 'server_error', { output: [call] }))
    // What runs tools is loaded by the first call.
    await vi.dynamicImportSettled()
    await seconds(5)
    line.say(created('r2'), itemAdded('A', 'r2'), itemDone('A', 'r2'), done('r2'))
    await seconds(60)
    expect(execute).toHaveBeenCalledTimes(1)
    expect(
      sent('conversation.item.create').filter(({ item }) => item.type === 'function_call_output'),
    ).toHaveLength(1)
    expect(requests()).toHaveLength(2)
    expect(items().filter(({ kind, status }) => kind === 'message' && status === 'failed')).toEqual(
      [],
    )
  })
})

type Stage = Awaited<ReturnType<typeof answerStage>>
