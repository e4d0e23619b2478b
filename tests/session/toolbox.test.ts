import { describe, expect, it, vi } from 'vitest'
import { local } from '../../src/protocol/endpoint.ts'
import { mcp } from '../../src/session/mcp.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { tool } from '../../src/session/Tool.ts'
import type { SessionTool } from '../../src/session/Toolbox.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { call, response, settle, toolStage, until } from '../support/toolStage.ts'

const named = (name: string, execute: () => unknown = () => name, description = 'It does.') =>
  tool({ name, description, parameters: { type: 'object' }, execute })

const endpoint = local({ url: 'ws://localhost:4400' })

/** The names of the tools in each `session.update` that says any. */
const told = (line: ReturnType<typeof scriptedLine>) =>
  line.sent.flatMap((event) => {
    const tools = event.type === 'session.update' ? event.session['tools'] : undefined
    return Array.isArray(tools)
      ? [tools.map((one: { name?: string; server_label?: string }) => one.name ?? one.server_label)]
      : []
  })

describe('the tools of a session', () => {
  it('are told with the first settings, and not again', async () => {
    const { line, session } = await toolStage([named('a'), named('b')])
    expect(told(line)).toEqual([['a', 'b']])
    session.setOptions({ endpoint, transport: line.transport, tools: [named('a'), named('b')] })
    await settle()
    expect(told(line)).toHaveLength(1)
    expect(line.sent.filter(({ type }) => type === 'session.update')).toHaveLength(1)
  })

  it('are told once for all that change together', async () => {
    const { line, session } = await toolStage([])
    session.addTool(named('a'))
    session.addTool(named('b'))
    session.addTool(named('c'))()
    await settle()
    expect(told(line)).toEqual([['a', 'b']])
  })

  it('are told again when one comes, goes, or is described in another way', async () => {
    const { line, session } = await toolStage([named('a')])
    const off = session.addTool(named('b'))
    await settle()
    off()
    await settle()
    session.setOptions({
      endpoint,
      transport: line.transport,
      tools: [named('a', () => 1, 'Other.')],
    })
    await settle()
    expect(told(line)).toEqual([['a'], ['a', 'b'], ['a'], ['a']])
  })

  it('are not told again when one is taken away and given back in the same breath', async () => {
    const { line, session } = await toolStage([named('z')])
    const off = session.addTool(named('a'))
    session.addTool(named('b'))
    await settle()
    off()
    session.addTool(named('a'))
    // It has been taken away already: this one is another.
    off()
    await settle()
    expect(told(line)).toEqual([['z'], ['z', 'a', 'b']])
  })

  it('take the newest execute, also for a definition that did not change', async () => {
    const { line, session, outputs } = await toolStage([named('a', () => 'old')])
    session.setOptions({ endpoint, transport: line.transport, tools: [named('a', () => 'new')] })
    line.say(...response([call('c1', 'a')]))
    await until(() => 'c1' in outputs())
    expect(outputs()).toEqual({ c1: 'new' })
  })

  it('that came while the line was being set up are told too', async () => {
    const line = scriptedLine()
    const session = new RealtimeSession({
      endpoint,
      transport: line.transport,
      tools: [named('a')],
    })
    const connecting = session.connect()
    await settle()
    line.say({ type: 'session.created', session: { id: 's1' } })
    session.addTool(named('b'))
    await settle()
    line.say({ type: 'session.updated', session: { id: 's1' } })
    await connecting
    await settle()
    expect(told(line).at(-1)).toEqual(['a', 'b'])
  })

  it('are told to every new line', async () => {
    const { line, session } = await toolStage([named('a')])
    session.addTool(named('b'))
    session.disconnect()
    await session.connect()
    expect(told(line)).toEqual([['a'], ['a', 'b']])
  })

  it('are told also when the first attempt was given up at once', async () => {
    const line = scriptedLine({ autoAccept: true })
    const session = new RealtimeSession({
      endpoint,
      transport: line.transport,
      tools: [named('a')],
    })
    session.connect().catch(() => undefined)
    await Promise.resolve()
    session.disconnect()
    await session.connect()
    expect(told(line)).toEqual([['a']])
  })

  it('are told beside those that the app says in its own words, whichever of them changes', async () => {
    const line = scriptedLine({ autoAccept: true })
    const raw = { tools: [{ type: 'function', name: 'raw' }] }
    const session = new RealtimeSession({
      endpoint,
      transport: line.transport,
      tools: [named('a')],
      settings: { raw },
    })
    await session.connect()
    session.addTool(named('b'))
    await settle()
    session.updateSettings({ raw: { tools: [{ type: 'function', name: 'other' }] } })
    await settle()
    expect(told(line)).toEqual([
      ['raw', 'a'],
      ['raw', 'a', 'b'],
      ['other', 'a', 'b'],
    ])
  })

  it.each<[string, (tools: readonly SessionTool[]) => unknown]>([
    ['in the option', (tools) => new RealtimeSession({ endpoint, tools: [...tools, ...tools] })],
    [
      'in the option and added',
      (tools) => tools.forEach((one) => new RealtimeSession({ endpoint, tools }).addTool(one)),
    ],
    [
      'both added',
      (tools) => {
        const session = new RealtimeSession({ endpoint })
        tools.forEach((one) => session.addTool(one))
        tools.forEach((one) => session.addTool(one))
      },
    ],
  ])('may not be two of one name: %s', (_where, give) => {
    const duplicate = expect.objectContaining({ code: 'tool_duplicate' }) as Error
    expect(() => give([named('a')])).toThrow(duplicate)
    expect(() => give([mcp({ serverLabel: 'a', serverUrl: 'https://x' })])).toThrow(duplicate)
  })

  it('answer a call of one that was taken away meanwhile', async () => {
    const { line, session, outputs } = await toolStage([])
    session.addTool(named('a'))()
    await settle()
    const off = session.addTool(named('b'))
    await settle()
    off()
    await settle()
    line.say(...response([call('c1', 'b')]))
    await until(() => 'c1' in outputs())
    expect(outputs()['c1']).toMatch(/no tool of this name/)
  })
})

describe('a session that was given no tools', () => {
  it('leaves calls to the app, which answers them itself', async () => {
    const { line, session, outputs, item, problems } = await toolStage([])
    line.say(...response([call('c1', 'a')]))
    await settle()
    expect(outputs()).toEqual({})
    expect(session.getSnapshot().modelStatus).toBe('idle')
    session.createConversationItem({ type: 'function_call_output', call_id: 'c1', output: 'mine' })
    line.say({
      type: 'conversation.item.added',
      previous_item_id: 'item_c1',
      item: { id: 'o1', type: 'function_call_output', call_id: 'c1', output: 'mine' },
    })
    expect(item('c1')).toMatchObject({ status: 'completed', call: { output: 'mine' } })
    expect(problems).toEqual([])
  })
})

it('does not load what runs tools before the first call', async () => {
  const execute = vi.fn()
  const { line, item } = await toolStage([named('a', execute)])
  line.say(...response([call('c1', 'a')]))
  // The code comes a moment later; until then the call is being prepared.
  expect(execute).not.toHaveBeenCalled()
  expect(item('c1')?.status).toBe('in-progress')
  await until(() => item('c1')?.status === 'completed')
})
