import { describe, expect, it } from 'vitest'
import { mcp } from '../../src/session/mcp.ts'
import { tool } from '../../src/session/Tool.ts'
import { created, done, settle, toolStage } from '../support/toolStage.ts'

const docs = mcp({ serverLabel: 'docs', serverUrl: 'https://docs.example/mcp' })

const mcpCall = (more: object = {}) => ({
  id: 'm1',
  type: 'mcp_call',
  server_label: 'docs',
  name: 'search',
  arguments: '',
  output: null,
  error: null,
  ...more,
})

const added = (item: object) => ({ type: 'response.output_item.added', response_id: 'r1', item })
const ended = (item: object) => ({ type: 'response.output_item.done', response_id: 'r1', item })
describe('mcp()', () => {
  it('is said in the words of the service, and asks before every call', async () => {
    const { line } = await toolStage([docs])
    expect(line.sent[0]).toMatchObject({
      session: {
        tools: [
          {
            type: 'mcp',
            server_label: 'docs',
            server_url: 'https://docs.example/mcp',
            require_approval: 'always',
          },
        ],
      },
    })
  })

  it('takes names, and whatever else the service has', () => {
    const { definition } = mcp({
      serverLabel: 'docs',
      serverUrl: 'https://docs.example/mcp',
      serverDescription: 'The manual.',
      allowedTools: ['search', 'fetch'],
      requireApproval: { never: ['search'] },
      raw: { defer_loading: true },
    })
    expect(JSON.parse(JSON.stringify(definition))).toEqual({
      type: 'mcp',
      server_label: 'docs',
      server_url: 'https://docs.example/mcp',
      server_description: 'The manual.',
      allowed_tools: ['search', 'fetch'],
      require_approval: { never: { tool_names: ['search'] } },
      defer_loading: true,
    })
  })

  it('stays when tools of our own come and go', async () => {
    const { line, session } = await toolStage([docs])
    session.addTool(
      tool({ name: 'a', description: '', parameters: { type: 'object' }, execute: () => 1 }),
    )
    await settle()
    const update = line.sent.findLast((event) => event.type === 'session.update')
    expect(update?.session['tools']).toMatchObject([{ server_label: 'docs' }, { name: 'a' }])
  })
})

describe('a call that the service makes itself', () => {
  it('is shown as it is written, runs, and ends', async () => {
    const { line, session, outputs, sent } = await toolStage([docs])
    const item = () => session.getSnapshot().conversation.items[0]
    line.say(created(), added(mcpCall()))
    expect(item()).toMatchObject({
      kind: 'mcp-call',
      role: 'tool',
      status: 'in-progress',
      call: { name: 'search', server: 'docs', output: null },
    })
    line.say({ type: 'response.mcp_call_arguments.delta', item_id: 'm1', delta: '{"q":' })
    line.say({ type: 'response.mcp_call_arguments.done', item_id: 'm1', arguments: '{"q":1}' })
    line.say({ type: 'response.mcp_call.in_progress', item_id: 'm1' })
    expect(item()).toMatchObject({ status: 'running', call: { arguments: '{"q":1}' } })
    line.say({ type: 'response.mcp_call.completed', item_id: 'm1' })
    line.say(ended(mcpCall({ arguments: '{"q":1}', output: 'found' })), done())
    expect(item()).toMatchObject({ status: 'completed', call: { output: 'found' } })
    await settle()
    expect(outputs()).toEqual({})
    expect(sent('response.create')).toHaveLength(0)
  })

  it.each(['the event first', 'the item first'])(
    'fails, and everybody is told once: %s',
    async (order) => {
      const { line, session, problems } = await toolStage([docs])
      line.say(created(), added(mcpCall()))
      line.say({ type: 'response.mcp_call.in_progress', item_id: 'm1' })
      const frames = [
        { type: 'response.mcp_call.failed', item_id: 'm1' },
        ended(mcpCall({ error: { type: 'tool_execution_error', message: 'No such page.' } })),
      ]
      line.say(...(order === 'the event first' ? frames : frames.reverse()), done())
      line.say({ type: 'response.mcp_call.failed', item_id: 'm1' })
      expect(session.getSnapshot().conversation.items[0]).toMatchObject({
        status: 'failed',
        problem: { code: 'tool_failed' },
        call: { output: 'No such page.' },
      })
      expect(problems.map(({ code }) => code)).toEqual(['tool_failed'])
      expect(problems[0]?.message).not.toMatch(/page/)
    },
  )

  it('is missed when the server does not say what it can do', async () => {
    const { line, problems } = await toolStage([docs])
    line.say({ type: 'mcp_list_tools.in_progress', item_id: 'l1' })
    line.say({ type: 'mcp_list_tools.failed', item_id: 'l1' })
    expect(problems.map(({ code }) => code)).toEqual(['tool_failed'])
  })
})
