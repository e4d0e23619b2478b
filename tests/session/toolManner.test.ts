import { describe, expect, it } from 'vitest'
import type { ResponseRequest, ToolChoice } from '../../src/protocol/clientEvents.ts'
import { tool } from '../../src/session/Tool.ts'
import { call, created, done, held, response, toolStage, until } from '../support/toolStage.ts'

const look = tool({
  name: 'look',
  description: '',
  parameters: { type: 'object' },
  execute: () => 'seen',
})
const named = { type: 'function', name: 'look' } as const
type OwnChoice = 'auto' | 'required' | typeof named

/** A call in an answer that the app asked for, and what is asked for when it is answered. */
async function asked(request: ResponseRequest) {
  const stage = await toolStage([look])
  const requests = () => stage.sent('response.create').map((event) => event.response)
  stage.session.createResponse(request)
  stage.line.say(...response([call('c1', 'look')]))
  await until(() => requests().length === 2)
  return { ...stage, requests }
}

describe('the answer to what a tool said', () => {
  it('is asked for as the one was that called', async () => {
    const request: ResponseRequest = {
      instructions: 'Be short.',
      output_modalities: ['text'],
      max_output_tokens: 50,
      metadata: { row: '7' },
    }
    const { line, requests } = await asked(request)
    expect(requests()[1]).toEqual(requests()[0])
    // And so on, when it calls as well.
    line.say(...response([call('c2', 'look')], 'r2'))
    await until(() => requests().length === 3)
    expect(requests()[2]).toEqual(requests()[0])
  })

  it('sees the conversation, also when the one that called was given something else to see', async () => {
    const { requests } = await asked({ input: [], instructions: 'Be short.' })
    expect(requests()[1]).toEqual({
      instructions: 'Be short.',
      metadata: { asked_by: 'react-realtime-voice' },
    })
  })

  it.each<[ToolChoice, ToolChoice]>([
    ['required', 'auto'],
    [named, 'auto'],
    ['auto', 'auto'],
  ])('need not call again: %o', async (tool_choice, next) => {
    const { requests } = await asked({ tool_choice })
    expect(requests()[1]?.tool_choice).toEqual(next)
  })

  it.each<[OwnChoice, ToolChoice | undefined]>([
    ['required', 'auto'],
    [named, 'auto'],
    ['auto', undefined],
  ])('need not call again where the settings say so: %o', async (tool_choice, next) => {
    const { session, line, sent } = await toolStage([look])
    session.updateSettings({ toolChoice: tool_choice })
    line.say({ type: 'session.updated', session: { type: 'realtime', tool_choice } })
    line.say(...response([call('c1', 'look')]))
    await until(() => sent('response.create').length === 1)
    expect(sent('response.create')[0]?.response?.tool_choice).toEqual(next)
  })

  it('is asked for plainly where the service itself began the one that called', async () => {
    const { line, sent, requests } = await asked({ instructions: 'Be short.' })
    line.say(created('r2'), done([], 'r2'), ...response([call('c2', 'look')], 'r3'))
    await until(() => sent('response.create').length === 3)
    expect(requests()[2]).toEqual({ metadata: { asked_by: 'react-realtime-voice' } })
  })

  it('is asked for as its own question was, when another answer came between', async () => {
    const slow = held()
    const { session, line, sent } = await toolStage([
      tool({
        name: 'look',
        description: '',
        parameters: { type: 'object' },
        execute: () => slow.result,
      }),
    ])
    session.createResponse({ output_modalities: ['text'] })
    line.say(...response([call('c1', 'look')]))
    session.createResponse()
    line.say(created('r2'), done([], 'r2'))
    slow.finish('seen')
    await until(() => sent('response.create').length === 3)
    expect(sent('response.create')[2]?.response?.output_modalities).toEqual(['text'])
  })
})
