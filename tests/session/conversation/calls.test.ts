import { describe, expect, it } from 'vitest'
import { added, done, go } from '../../support/conversationSteps.ts'
import { connected } from '../../support/sequence.ts'
import { call, output, reply, request } from '../../support/toolItems.ts'

const mcpCall = {
  id: 'mcp_1',
  type: 'mcp_call',
  server_label: 'maps',
  name: 'route',
  arguments: '{}',
} as const
describe('a call of a tool', () => {
  it('is open until its output is known, then it is completed with it', () => {
    const asked = go(connected(), added(call), done(call))
    expect(asked.items).toMatchObject([
      {
        role: 'tool',
        kind: 'tool-call',
        status: 'in-progress',
        call: { callId: 'c1', name: 'get_weather', arguments: '{"city":"Oslo"}', output: null },
      },
    ])
    expect(go(asked.state, added(output, 'call_item')).items).toMatchObject([
      { status: 'completed', call: { output: '{"temp":4}' } },
      { id: 'output_item', role: 'tool', kind: 'tool-output', call: { callId: 'c1' } },
    ])
  })

  it.each(['awaiting-approval', 'running', 'failed', 'rejected'] as const)(
    'that is %s does not go back because the service repeats it',
    (status) => {
      const { state } = go(connected(), added(call))
      const [item] = state.conversation.items
      if (item === undefined) throw new Error('the call is not shown')
      const moved = {
        ...state,
        conversation: { ...state.conversation, items: [{ ...item, status }] },
      }
      expect(go(moved, added(call), done(call)).items[0]?.status).toBe(status)
    },
  )

  it('that failed here stays failed when the service confirms the output', () => {
    const { state } = go(connected(), added(call))
    const [item] = state.conversation.items
    if (item === undefined) throw new Error('the call is not shown')
    const failed = {
      ...state,
      conversation: { ...state.conversation, items: [{ ...item, status: 'failed' as const }] },
    }
    expect(go(failed, added(output, 'call_item')).items[0]).toMatchObject({
      status: 'failed',
      call: { output: '{"temp":4}' },
    })
  })
})

describe('a call on a remote server', () => {
  it.each([
    [{}, 'in-progress', null],
    [{ output: 'far' }, 'completed', 'far'],
    [{ error: { type: 'http_error', message: '502' } }, 'failed', '502'],
  ])('with %j is %s', (result, status, shown) => {
    const { items } = go(connected(), added({ ...mcpCall, ...result }))
    expect(items).toMatchObject([
      { role: 'tool', kind: 'mcp-call', status, call: { server: 'maps', output: shown } },
    ])
  })

  it.each([
    [true, 'completed'],
    [false, 'rejected'],
  ])('asks first, and the answer %s makes the question %s', (approve, status) => {
    const asked = go(connected(), added(request))
    expect(asked.items).toMatchObject([{ kind: 'mcp-approval', status: 'awaiting-approval' }])
    const { items } = go(asked.state, added(reply(approve), 'ask_1'))
    expect(items).toMatchObject([{ id: 'ask_1', status }])
  })
})
