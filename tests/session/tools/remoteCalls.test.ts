import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../../src/session/events.ts'
import { reduce } from '../../../src/session/reduce.ts'
import type { SessionState } from '../../../src/session/state.ts'
import { begins, callOf, itemBegins, withTools } from '../../support/callSteps.ts'
import { answer, go } from '../../support/conversationSteps.ts'
import { NOW_MS } from '../../support/sequence.ts'

const mcpCall = {
  id: 'm1',
  type: 'mcp_call',
  server_label: 'docs',
  name: 'search',
  arguments: '',
} as const

const about = (item_id: string) => ({ item_id, response_id: 'r1', output_index: 0 }) as const
const starts = (id = 'm1') => ({ type: 'response.mcp_call.in_progress', ...about(id) }) as const
const succeeds = (id = 'm1') => ({ type: 'response.mcp_call.completed', ...about(id) }) as const
const fails = (id = 'm1') => ({ type: 'response.mcp_call.failed', ...about(id) }) as const
const called = () => go(withTools(), begins(), itemBegins(mcpCall)).state

/** Nothing comes of it, and nobody is told. */
function expectNothing(state: SessionState, event: SessionEvent) {
  const [next, effects] = reduce(state, event, NOW_MS)
  expect(next).toBe(state)
  expect(effects).toEqual([])
}

describe('a call that the service makes itself', () => {
  it('runs and ends by its events alone', () => {
    const running = go(called(), starts())
    expect(running.items[0]?.status).toBe('running')
    expect(go(running.state, succeeds()).items[0]?.status).toBe('completed')
    expect(go(called(), succeeds()).items[0]?.status).toBe('completed')
  })

  it('does not go back, and an event that comes twice changes nothing', () => {
    const { state } = go(called(), starts())
    expectNothing(state, starts())
    const ended = go(state, succeeds()).state
    for (const event of [starts(), succeeds(), fails()]) expectNothing(ended, event)
    const failed = go(state, fails()).state
    for (const event of [starts(), succeeds(), fails()]) expectNothing(failed, event)
  })

  it('that fails is told of in a whole sentence, without words of its server', () => {
    const { items, effects } = go(called(), starts(), fails())
    expect(items[0]?.status).toBe('failed')
    expect(effects).toMatchObject([
      {
        type: 'report',
        error: {
          code: 'tool_failed',
          message: 'A tool of a remote (MCP) server failed: its server said so.',
        },
      },
    ])
  })

  it('that nobody knows, or that is something else, is nothing to tell of', () => {
    const { state } = go(called(), itemBegins(answer('A')), itemBegins(callOf('c1')))
    for (const id of ['m2', 'A', 'item_c1']) expectNothing(state, fails(id))
    for (const event of [starts('m2'), succeeds('m2')]) expectNothing(state, event)
  })
})

it('a remote server that does not say what it has is told of in a whole sentence', () => {
  const failed = { type: 'mcp_list_tools.failed', item_id: 'l1' } as const
  expect(go(withTools(), failed).effects).toMatchObject([
    {
      type: 'report',
      error: {
        code: 'tool_failed',
        message: 'A tool of a remote (MCP) server failed: its server did not say which it has.',
      },
    },
  ])
})

describe.each([
  ['of ours', callOf('c1'), 'response.function_call_arguments'],
  ['of a remote server', mcpCall, 'response.mcp_call_arguments'],
] as const)('the arguments of a call %s', (_whose, item, event) => {
  const place = { ...about(item.id), call_id: 'c1' }
  const delta = (delta: string) => ({ type: `${event}.delta`, ...place, delta }) as const
  const done = (whole: string) => ({ type: `${event}.done`, ...place, arguments: whole }) as const
  const begun = () => go(withTools(), begins(), itemBegins({ ...item, arguments: '' })).state
  const written = (...events: readonly SessionEvent[]) =>
    go(begun(), ...events).items[0]?.call?.arguments

  it('grow as they are written', () => {
    expect(written(delta('{"q"'), delta(':1}'))).toBe('{"q":1}')
  })

  it('are what the end of writing says, whatever came before', () => {
    expect(written(done('{"q":1}'))).toBe('{"q":1}')
    expect(written(delta('{"'), done('{"q":1}'))).toBe('{"q":1}')
  })

  it('stay when more comes after the end of the call, or for something else', () => {
    const itemDone = {
      type: 'conversation.item.done',
      item: { ...item, arguments: '{}', ...(item.type === 'mcp_call' && { output: 'x' }) },
    } as const
    const output = { id: 'o', type: 'function_call_output', call_id: 'c1', output: '' } as const
    const ended = go(begun(), itemDone, { type: 'conversation.item.added', item: output }).state
    expect(ended.conversation.items[0]?.status).toBe('completed')
    expectNothing(ended, delta('more'))
    const beside = go(begun(), itemBegins(answer('A'))).state
    for (const item_id of ['A', 'nobody']) expectNothing(beside, { ...delta('more'), item_id })
  })
})
