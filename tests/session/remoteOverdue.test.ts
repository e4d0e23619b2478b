import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mcp } from '../../src/session/mcp.ts'
import { created, done, toolStage } from '../support/toolStage.ts'

const begun = { id: 'm1', type: 'mcp_call', server_label: 'docs', name: 'find', arguments: '{}' }
const added = { type: 'response.output_item.added', response_id: 'r1', item: begun }
const told = (item: object) => ({
  type: 'response.output_item.done',
  response_id: 'r1',
  item: { ...begun, ...item },
})
const completed = { type: 'response.mcp_call.completed', item_id: 'm1' }
const failed = { type: 'response.mcp_call.failed', item_id: 'm1' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A remote server is at work, and the response that called it is over. */
async function outlived() {
  const stage = await toolStage([mcp({ serverLabel: 'docs', serverUrl: 'https://docs.example' })])
  stage.line.say(created(), added, { type: 'response.mcp_call.in_progress', item_id: 'm1' }, done())
  return { ...stage, item: () => stage.session.getSnapshot().conversation.items[0] }
}

describe('a remote call that outlives its response', () => {
  it('gets 60 s, as one within it does', async () => {
    const { line, item } = await outlived()
    await vi.advanceTimersByTimeAsync(59_000)
    expect(item()?.status).toBe('running')
    line.say(completed, told({ output: 'found' }))
    expect(item()).toMatchObject({ status: 'completed', call: { output: 'found' } })
  })

  it.each<[string, readonly object[]]>([
    ['its event', [completed]],
    ['its item', [told({ output: 'found' })]],
    ['both', [completed, told({ output: 'found' })]],
  ])('is given up then, and is completed all the same by a late end: %s', async (_by, end) => {
    const { line, item } = await outlived()
    await vi.advanceTimersByTimeAsync(61_000)
    expect(item()?.status).toBe('incomplete')
    line.say(...end)
    expect(item()?.status).toBe('completed')
  })

  it.each<[string, readonly object[]]>([
    ['its event', [failed]],
    ['both', [told({ error: { message: 'No such page.' } }), failed]],
  ])('may also fail late, and everybody is told once: %s', async (_by, end) => {
    const { line, item, problems } = await outlived()
    await vi.advanceTimersByTimeAsync(61_000)
    line.say(...end)
    expect(item()?.status).toBe('failed')
    expect(problems.map(({ code }) => code)).toEqual(['tool_failed'])
  })

  it('is not begun again by what is late', async () => {
    const { line, item } = await outlived()
    await vi.advanceTimersByTimeAsync(61_000)
    line.say({ type: 'response.mcp_call.in_progress', item_id: 'm1' }, told({}))
    expect(item()?.status).toBe('incomplete')
  })
})
