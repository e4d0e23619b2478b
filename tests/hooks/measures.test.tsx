import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useTurnLatency } from '../../src/hooks/useTurnLatency.ts'
import { useUsage } from '../../src/hooks/useUsage.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { LatencyStage } from '../../src/session/Measures.ts'
import type { Prices } from '../../src/session/prices.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import type { Tool } from '../../src/session/Tool.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

const frames = (ms: number) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)))

async function connected(prices?: Prices, tools?: readonly Tool[]) {
  const line = scriptedLine({ autoAccept: true })
  const player = new ClockedPlayer()
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: line.transport,
    player,
    prices,
    tools,
  })
  await session.connect()
  return { line, player, session }
}

const delta = (responseId: string) => ({
  type: 'response.output_audio.delta',
  response_id: responseId,
  item_id: `of ${responseId}`,
  content_index: 0,
  delta: 'AAAA'.repeat(1000),
})
const created = (id: string) => ({ type: 'response.created', response: { id } })
const done = (id: string) => ({
  type: 'response.done',
  response: {
    id,
    status: 'completed',
    usage: {
      total_tokens: 3_000_000,
      input_token_details: { text_tokens: 1_000_000, audio_tokens: 1_000_000 },
      output_token_details: { audio_tokens: 1_000_000 },
    },
  },
})

const isCreate = ({ type }: { readonly type: string }) => type === 'response.create'
const look: Tool = {
  definition: { type: 'function', name: 'look', parameters: { type: 'object' } },
  prepare: () => ({ ok: true, needsApproval: () => false, run: () => 'sunny' }),
}

/** Counts the renders of a hook. */
function watched<T>(hook: () => T) {
  let renders = 0
  const { result } = renderHook(() => {
    renders++
    return hook()
  })
  return { result, renders: () => renders }
}

it('renders at the stages of a turn and at its end, and not for 1,000 deltas of sound and words', async () => {
  const { line, player, session } = await connected()
  const latency = watched(() => useTurnLatency(session))
  const usage = watched(() => useUsage(session))
  expect([latency.result.current.last, latency.result.current.p50Ms]).toEqual([null, null])
  act(() => void session.sendText('Hello'))
  act(() => line.say(created('r1')))
  act(() => line.say(delta('r1')))
  act(() => player.advance(100))
  const before = [latency.renders(), usage.renders()]
  const { turns } = latency.result.current
  for (let i = 0; i < 1000; i++) {
    act(() => line.say(delta('r1')))
    act(() =>
      line.say({ ...delta('r1'), type: 'response.output_audio_transcript.delta', delta: 'la ' }),
    )
  }
  await frames(40)
  expect([latency.renders(), usage.renders()]).toEqual(before)
  expect(latency.result.current.turns).toBe(turns)
  act(() => line.say(done('r1')))
  expect([latency.renders(), usage.renders()]).toEqual([before[0], (before[1] ?? 0) + 1])
  expect(usage.result.current).toMatchObject({ total: 3_000_000, cost: null })
})

it('gives figures over the turns that were heard, without answers to tools', async () => {
  const { line, player, session } = await connected()
  const { result } = watched(() => useTurnLatency(session))
  const { result: written } = watched(() => useTurnLatency(session, { stage: 'createdMs' }))
  for (const id of ['r1', 'r2', 'r3']) {
    act(() => void session.sendText(id))
    await frames(5)
    act(() => line.say(created(id), delta(id), done(id)))
    act(() => player.advance(300))
  }
  act(() => void session.sendText('in writing'))
  act(() => line.say(created('r4'), done('r4')))
  const sounds = result.current.turns.map(({ firstSoundMs }) => firstSoundMs)
  expect(sounds.slice(0, 3)).not.toContain(null)
  expect(sounds[3]).toBeNull()
  const sorted = sounds.slice(0, 3).toSorted((a, b) => Number(a) - Number(b))
  expect(result.current).toMatchObject({ p50Ms: sorted[1], p95Ms: sorted[2] })
  expect(result.current.last?.responseId).toBe('r4')
  expect(written.current.p95Ms).toBe(
    Math.max(...result.current.turns.map(({ createdMs }) => createdMs ?? 0)),
  )
})

it('counts a tool in between as waiting, in the stage that is asked for', async () => {
  const { line, session } = await connected(undefined, [look])
  const { result, rerender } = renderHook(
    ({ stage }: { stage: LatencyStage }) => useTurnLatency(session, { stage }),
    { initialProps: { stage: 'createdMs' } },
  )
  act(() => void session.sendText('What is the weather?'))
  act(() => line.say(created('r1')))
  const call = { id: 'c', type: 'function_call', call_id: 'c1', name: 'look', arguments: '{}' }
  act(() => line.say({ type: 'response.output_item.done', response_id: 'r1', item: call }))
  act(() => line.say(done('r1')))
  await expect.poll(() => line.sent.filter(isCreate)).toHaveLength(2)
  await frames(20)
  act(() => line.say(created('r2')))
  expect(result.current.turns.map(({ from }) => from)).toEqual(['request', 'tool'])
  expect(result.current.turns[1]?.createdMs).toBeGreaterThan(10)
  expect(result.current.p95Ms).toBe(result.current.turns[0]?.createdMs)
  rerender({ stage: 'firstSoundMs' })
  expect(result.current.p95Ms).toBeNull()
  const of = { response_id: 'r2', item_id: 'B', content_index: 0 }
  act(() => line.say({ type: 'response.output_text.delta', ...of, delta: 'Fine.' }))
  await frames(40)
  rerender({ stage: 'firstDeltaMs' })
  const [first, second] = result.current.turns
  expect(result.current.p95Ms).toBe(
    Math.round((second?.atMs ?? 0) - (first?.atMs ?? 0)) + (second?.firstDeltaMs ?? 0),
  )
})

it('makes a cost of the prices of the session, or of its own', async () => {
  const { line, session } = await connected({ audio: { input: 32, output: 64 }, currency: 'USD' })
  const { result } = watched(() => useUsage(session))
  const { result: own } = watched(() => useUsage(session, { prices: { text: { input: 4 } } }))
  act(() => line.say(created('r1'), done('r1')))
  expect(result.current.cost).toMatchObject({ audio: 96, text: 0, total: 96, currency: 'USD' })
  expect(own.current.cost).toMatchObject({ audio: 0, text: 4, total: 4, currency: '' })
})

it('begins anew with a new conversation', async () => {
  const { line, session } = await connected()
  const { result } = watched(() => useUsage(session))
  act(() => line.say(created('r1'), done('r1')))
  expect(result.current.total).toBe(3_000_000)
  act(() => session.disconnect())
  expect(result.current.total).toBe(3_000_000)
  await act(() => session.connect())
  expect(result.current.total).toBe(0)
})

it('has no cost where the service does not tell of which kind the tokens were', async () => {
  const { line, session } = await connected({ text: { input: 1 } })
  const { result } = watched(() => useUsage(session))
  const response = { id: 'r1', status: 'completed', usage: { total_tokens: 100_000 } }
  act(() => line.say(created('r1'), { type: 'response.done', response }))
  expect(result.current).toMatchObject({ total: 100_000, cost: null })
})
