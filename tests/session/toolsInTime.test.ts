import { describe, expect, it } from 'vitest'
import { local } from '../../src/protocol/endpoint.ts'
import type { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { tool } from '../../src/session/Tool.ts'
import { call, response, settle, toolStage, until } from '../support/toolStage.ts'

const PNG = 'data:image/png;base64,iVBORw0KGgo='
const named = (name: string, description = '') =>
  tool({ name, description, parameters: { type: 'object' }, execute: () => name })

async function stageOf(...names: readonly string[]) {
  const stage = await toolStage(names.map((name) => named(name)))
  const from = stage.line.sent.length
  return { ...stage, types: () => stage.line.sent.slice(from).map(({ type }) => type) }
}

describe('a tool is told to the model before what is said right after', () => {
  it.each<[string, (session: RealtimeSession) => unknown]>([
    ['sendText', (session) => session.sendText('Use it.')],
    ['sendImage', (session) => session.sendImage(PNG)],
    ['createResponse', (session) => session.createResponse()],
    ['updateSettings', (session) => session.updateSettings({ toolChoice: 'required' })],
    ['commitAudio', (session) => session.commitAudio()],
  ])('%s', async (_what, ask) => {
    const { session, types } = await stageOf()
    session.addTool(named('a'))
    ask(session)
    expect(types()[0]).toBe('session.update')
    const told = types()
    await settle()
    expect(types()).toEqual(told)
  })

  it('when it comes with the options', async () => {
    const { session, line, types } = await stageOf()
    const endpoint = local({ url: 'ws://localhost:4400' })
    session.setOptions({ endpoint, transport: line.transport, tools: [named('a')] })
    session.sendText('Use it.')
    expect(types()).toEqual(['session.update', 'conversation.item.create', 'response.create'])
  })

  it('when somebody refuses what another one asked', async () => {
    const stage = await toolStage([
      tool({
        name: 'book',
        description: '',
        parameters: { type: 'object' },
        needsApproval: true,
        execute: () => 1,
      }),
    ])
    stage.line.say(...response([call('c1', 'book')]))
    await until(() => stage.item('c1')?.status === 'awaiting-approval')
    const from = stage.line.sent.length
    stage.session.addTool(named('a'))
    stage.session.reject('c1')
    expect(stage.line.sent.slice(from).map(({ type }) => type)).toEqual([
      'session.update',
      'conversation.item.create',
      'response.create',
    ])
  })
})

describe('what is said in the middle of a change', () => {
  it('finds a tool there that is gone for a moment', async () => {
    const { session, types } = await stageOf()
    const off = session.addTool(named('a'))
    await settle()
    const before = types().length
    off()
    session.sendText('Use it.')
    session.addTool(named('a'))
    await settle()
    expect(types().slice(before)).toEqual(['conversation.item.create', 'response.create'])
  })

  it('makes no duplicate of a tool that moves', async () => {
    const { session, line, problems, types } = await stageOf('a')
    session.addTool(named('a'), 'wait')
    session.sendText('Use it.')
    const endpoint = local({ url: 'ws://localhost:4400' })
    session.setOptions({ endpoint, transport: line.transport, tools: [] })
    await settle()
    expect(problems).toEqual([])
    expect(types()).toEqual(['conversation.item.create', 'response.create'])
  })

  it('does not keep a tool that is gone for good', async () => {
    const { session, sent } = await stageOf()
    const off = session.addTool(named('a'))
    session.addTool(named('b'))
    await settle()
    off()
    session.sendText('Use it.')
    await settle()
    expect(sent('session.update').at(-1)?.session['tools']).toMatchObject([{ name: 'b' }])
  })
})
