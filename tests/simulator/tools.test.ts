import { describe, expect, it } from 'vitest'
import type { Turn } from '../../src/simulator/brain/Brain.ts'
import { saying, shape, simulated, types } from './support/simulated.ts'

const weather = { type: 'function', name: 'get_weather', parameters: { type: 'object' } }
const time = { type: 'function', name: 'get_time' }
const callWeather = { call: { name: 'get_weather', arguments: { city: 'Amsterdam' } } }

const A_CALL = [
  'response.output_item.added',
  'conversation.item.added',
  'response.function_call_arguments.delta',
  'response.function_call_arguments.done',
  'conversation.item.done',
  'response.output_item.done',
]

/** Runs of deltas told once. */
const withoutRuns = (names: readonly string[]) =>
  names.filter((name, index) => name !== names[index - 1])

describe('a call of a tool', () => {
  const called = async () => {
    const parts = simulated({ brain: saying(callWeather) })
    parts.type('What is the weather?')
    const from = parts.events.length
    parts.say({ type: 'response.create' })
    await parts.clock.advance(2000)
    return { ...parts, answer: parts.events.slice(from) }
  }

  it('comes in the order of the real service', async () => {
    const { answer } = await called()
    expect(withoutRuns(types(answer))).toEqual([
      'response.created',
      ...A_CALL,
      'response.done',
      'rate_limits.updated',
    ])
  })

  it('writes its arguments piece by piece, as JSON, under one id', async () => {
    const { all, last } = await called()
    const deltas = all('response.function_call_arguments.delta')
    expect(deltas.length).toBeGreaterThan(1)
    expect(deltas.map(({ delta }) => delta).join('')).toBe('{"city":"Amsterdam"}')
    const [call] = last('response.done').response.output
    expect(call).toEqual({
      id: expect.stringMatching(/^item_/),
      object: 'realtime.item',
      type: 'function_call',
      status: 'completed',
      call_id: expect.stringMatching(/^call_/),
      name: 'get_weather',
      arguments: '{"city":"Amsterdam"}',
    })
    expect(last('response.function_call_arguments.done')).toMatchObject({
      response_id: last('response.done').response.id,
      item_id: call.id,
      output_index: 0,
      call_id: (call as unknown as { call_id: string }).call_id,
      name: 'get_weather',
      arguments: '{"city":"Amsterdam"}',
    })
    expect(last('response.output_item.done').item).toEqual(call)
    expect(last('conversation.item.done').item).toEqual(call)
    expect(last('response.done').response.status).toBe('completed')
  })

  it('announces itself with no arguments, after what was said before it', async () => {
    const { all } = await called()
    const [question, call] = all('conversation.item.added')
    expect(call).toMatchObject({
      previous_item_id: question?.item.id,
      item: { type: 'function_call', status: 'in_progress', name: 'get_weather', arguments: '' },
    })
  })

  it('stands beside words and other calls, each an item of its own', async () => {
    const brain = saying({ say: 'One moment.' }, callWeather, callWeather, { say: 'Here.' })
    const { events, all, last, clock, say } = simulated({ brain })
    say({ type: 'response.create' })
    await clock.advance(5000)
    const message = [
      'response.output_item.added',
      'conversation.item.added',
      'response.content_part.added',
      'sound and words',
      'response.output_audio.done',
      'response.output_audio_transcript.done',
      'response.content_part.done',
      'conversation.item.done',
      'response.output_item.done',
    ]
    expect(shape(events)).toEqual([
      'session.created',
      'response.created',
      ...message,
      ...A_CALL,
      ...A_CALL,
      ...message,
      'response.done',
      'rate_limits.updated',
    ])
    const indexes = all('response.output_item.done').map((event) => event as unknown)
    expect(indexes).toMatchObject([0, 1, 2, 3].map((output_index) => ({ output_index })))
    const output = last('response.done').response.output as readonly { type: string }[]
    expect(output.map(({ type }) => type)).toEqual([
      'message',
      'function_call',
      'function_call',
      'message',
    ])
    const ids = new Set(all('response.function_call_arguments.done').map(({ item_id }) => item_id))
    expect(ids.size).toBe(2)
  })

  it('is closed with what was written when it is cut, and is not complete', async () => {
    const brain = saying({ call: { name: 'write', arguments: { text: 'x'.repeat(500) } } })
    const { by, say, clock, all } = simulated({ brain })
    say({ type: 'response.create' })
    await clock.advance(500)
    const written = all('response.function_call_arguments.delta').map(({ delta }) => delta)
    const cut = by(() => say({ type: 'response.cancel' }))
    expect(types(cut)).toEqual([...A_CALL.slice(3), 'response.done', 'rate_limits.updated'])
    expect(cut[0]).toMatchObject({ arguments: written.join('') })
    expect(cut.find(({ type }) => type === 'response.done')?.response.output).toMatchObject([
      { status: 'incomplete', arguments: written.join('') },
    ])
  })

  it('out of band tells nothing of the conversation', async () => {
    const { events, say, clock } = simulated({ brain: saying(callWeather) })
    say({ type: 'response.create', response: { conversation: 'none', input: [] } })
    await clock.advance(2000)
    expect(types(events).filter((type) => type.startsWith('conversation.'))).toEqual([])
    expect(types(events)).toContain('response.function_call_arguments.done')
  })
})

describe('what a tool answered', () => {
  const output = (call_id: string) => ({
    type: 'conversation.item.create',
    item: { type: 'function_call_output', call_id, output: '{"temp":4}' },
  })

  it('reaches the brain under the name of its tool', async () => {
    const told: Turn[] = []
    const brain = {
      answer: (turn: Turn) => {
        told.push(turn)
        return turn.input.kind === 'toolOutput' ? [{ say: 'Four.' }] : [callWeather]
      },
    }
    const { last, say, clock, type } = simulated({ brain })
    type('The weather?')
    say({ type: 'response.create' })
    await clock.advance(2000)
    const [call] = last('response.done').response.output as unknown as [{ call_id: string }]
    say(output(call.call_id))
    say({ type: 'response.create' })
    await clock.advance(2000)
    expect(told[1]?.input).toEqual({
      kind: 'toolOutput',
      name: 'get_weather',
      output: '{"temp":4}',
    })
    expect(last('response.output_audio_transcript.done').transcript).toBe('Four.')
  })

  it('is taken for a call that nobody made, too', () => {
    const { say, all } = simulated()
    say(output('call_nobody'))
    expect(all('error')).toEqual([])
    expect(all('conversation.item.done')).toHaveLength(1)
  })
})

describe('the tools that a brain is told of', () => {
  const toolsAfter = async (session: object, response?: object) => {
    const told: Turn[] = []
    const brain = { answer: (turn: Turn) => (told.push(turn), []) }
    const { update, say, clock, all } = simulated({ brain })
    update(session)
    say({ type: 'response.create', response })
    await clock.advance(100)
    expect(all('error')).toEqual([])
    return told[0]?.tools
  }
  const tools = [weather, time]

  it('are those of the session', async () => {
    expect(await toolsAfter({})).toEqual([])
    expect(await toolsAfter({ tools })).toEqual(['get_weather', 'get_time'])
  })

  it('are those of the request where it names any', async () => {
    expect(await toolsAfter({ tools }, { tools: [time] })).toEqual(['get_time'])
    expect(await toolsAfter({ tools }, { tools: [] })).toEqual([])
  })

  it('are none, or one, by tool_choice', async () => {
    expect(await toolsAfter({ tools, tool_choice: 'none' })).toEqual([])
    expect(await toolsAfter({ tools, tool_choice: 'required' })).toHaveLength(2)
    expect(await toolsAfter({ tools }, { tool_choice: 'none' })).toEqual([])
    const one = { type: 'function', name: 'get_time' }
    expect(await toolsAfter({ tools }, { tool_choice: one })).toEqual(['get_time'])
  })
})
