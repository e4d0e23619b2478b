import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answerStage,
  created,
  done,
  itemAdded,
  itemDone,
  seconds,
  sound,
  words,
} from '../../support/answerStage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const remoteCall = (more: object = {}) => ({
  id: 'm1',
  type: 'mcp_call',
  server_label: 'docs',
  name: 'search',
  arguments: '{}',
  ...more,
})
const remoteAdded = {
  type: 'response.output_item.added',
  response_id: 'r1',
  item: remoteCall(),
}
const atWork = { type: 'response.mcp_call.in_progress', item_id: 'm1' }

describe('a remote server that is at work', () => {
  it('is given a minute, and the answer goes on', async () => {
    const { session, line, model, items, codes } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), remoteAdded, atWork)
    await seconds(59)
    expect(model()).toBe('thinking')
    line.say({ type: 'response.mcp_call.completed', item_id: 'm1' })
    await seconds(14)
    line.say(itemAdded('A', 'r1'), words('A', 'r1'), itemDone('A', 'r1'), done('r1'))
    expect(codes()).toEqual([])
    expect(items().slice(1)).toMatchObject([
      { kind: 'mcp-call', status: 'completed' },
      { id: 'A', status: 'completed' },
    ])
  })

  it('is given up after that: its call ends as failed, and says why', async () => {
    const { session, line, model, items, codes, sent } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), remoteAdded, atWork)
    await seconds(61)
    expect(model()).toBe('idle')
    expect(items().slice(1)).toMatchObject([
      { kind: 'mcp-call', status: 'failed', problem: { code: 'response_failed' } },
    ])
    expect(codes()).toEqual(['response_failed'])
    expect(sent('response.cancel')).toHaveLength(1)
  })

  it('is no reason to wait longer once it is done', async () => {
    const { session, line, model } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), remoteAdded, atWork)
    line.say({ type: 'response.mcp_call.completed', item_id: 'm1' })
    await seconds(15.1)
    expect(model()).toBe('idle')
  })

  it.each([
    { type: 'response.mcp_call_arguments.delta', item_id: 'm1', delta: ' ' },
    { type: 'mcp_list_tools.in_progress', item_id: 'l1' },
  ])('gives a sign of life by $type, which names no answer', async (sign) => {
    const { session, line, model } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), remoteAdded)
    for (let turn = 0; turn < 3; turn++) {
      await seconds(14)
      line.say(sign)
    }
    expect(model()).toBe('thinking')
    await seconds(15.1)
    expect(model()).toBe('idle')
  })

  it('is not at work any more when its answer was cancelled', async () => {
    const { session, line, items } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), remoteAdded, atWork)
    session.interrupt()
    line.say(done('r1', { status: 'cancelled' }))
    expect(items().at(-1)).toMatchObject({ kind: 'mcp-call', status: 'interrupted' })
  })

  it('may be at work when all is written', async () => {
    const { session, line, items } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), remoteAdded, atWork, done('r1'))
    expect(items().at(-1)).toMatchObject({ kind: 'mcp-call', status: 'running' })
    line.say({ type: 'response.mcp_call.completed', item_id: 'm1' })
    expect(items().at(-1)).toMatchObject({ status: 'completed' })
  })
})

describe('answerTimeoutMs', () => {
  it.each([
    ['before it begins', []],
    ['while it runs', [created('r1')]],
  ])('gives a model longer to think, %s', async (_when, begun) => {
    const { session, line, model } = await answerStage({}, { answerTimeoutMs: 90_000 })
    session.sendText('A')
    line.say(...begun)
    await seconds(89)
    expect(model()).toBe('thinking')
    await seconds(2)
    expect(model()).toBe('idle')
  })

  it('may be for ever', async () => {
    const { session, model } = await answerStage({}, { answerTimeoutMs: Infinity })
    session.sendText('A')
    await seconds(3600)
    expect(model()).toBe('thinking')
  })

  it('that is short does not hurry a remote server, nor a long one', async () => {
    for (const [answerTimeoutMs, waited] of [
      [1000, 59],
      [120_000, 119],
    ] as const) {
      const { session, line, model } = await answerStage({}, { answerTimeoutMs })
      session.sendText('A')
      line.say(created('r1'), remoteAdded, atWork)
      await seconds(waited)
      expect(model()).toBe('thinking')
      await seconds(2)
      expect(model()).toBe('idle')
    }
  })
})

describe('an answer that was given up', () => {
  it('stays the failed one, whatever still comes of it; the model forgets what nobody saw', async () => {
    const { session, line, items, codes, sent, model } = await answerStage()
    session.sendText('A')
    line.say(created('r1'))
    await seconds(16)
    const shown = items()
    expect(shown.at(-1)).toMatchObject({ status: 'failed' })
    line.say(words('A', 'r1'), itemAdded('A', 'r1'), sound('A', 'r1'), itemDone('A', 'r1'))
    line.say({ type: 'conversation.item.added', item: itemAdded('A', 'r1').item })
    await seconds(1)
    expect(items()).toEqual(shown)
    expect(model()).toBe('idle')
    const said = { id: 'A', type: 'message', role: 'assistant', content: [] }
    const end = done('r1', { output: [said] })
    line.say(end, end)
    expect(items()).toEqual(shown)
    expect(codes()).toEqual(['response_failed'])
    expect(sent('conversation.item.delete')).toMatchObject([{ item_id: 'A' }])
  })

  it('keeps the words that were shown of it, without those that came late', async () => {
    const { session, line, items, sent } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'), words('A', 'r1', 'Hello '))
    await seconds(16)
    line.say(words('A', 'r1', 'there'), itemDone('A', 'r1'), done('r1', { status: 'cancelled' }))
    expect(items().at(-1)).toMatchObject({ id: 'A', status: 'failed', text: 'Hello ' })
    expect(sent('conversation.item.delete')).toEqual([])
  })
})
