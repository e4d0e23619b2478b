import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { local } from '../../../src/protocol/endpoint.ts'
import type { ResponseObject } from '../../../src/protocol/serverEvents.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { startSimulator } from '../../../src/simulator/node/index.ts'
import { ClockedPlayer } from '../../../src/testing/ClockedPlayer.ts'
import { websocket } from '../../../src/transport/websocket.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const until = async (reached: () => boolean) => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5))
}

it.each([
  ['GA', '/v1/realtime?model=gpt-realtime'],
  ['preview', '/openai/realtime?api-version=2025-04-01-preview&deployment=gpt-realtime'],
  ['Voice Live', '/voice-live/realtime?api-version=2026-04-10&model=gpt-realtime'],
])('%s: a title beside an answer is neither heard nor seen', async (_name, path) => {
  const simulator = await startSimulator({ pace: 0, voice: null, brain: 'longTalker' })
  const player = new ClockedPlayer()
  const session = new RealtimeSession({
    endpoint: local({ url: `${simulator.url}${path}` }),
    transport: websocket({ WebSocket }),
    player,
  })
  ends.push(
    () => simulator.close(),
    () => session.disconnect(),
  )
  await session.connect()
  const done: ResponseObject[] = []
  session.on('response.done', ({ response }) => done.push(response))
  session.sendText('Hello')
  session.createResponse({ conversation: 'none', metadata: { topic: 'title' }, input: [] })
  await until(() => done.length === 2)
  const title = done.find(({ metadata }) => metadata?.['topic'] === 'title')
  const answer = done.find((one) => one !== title)
  const idOf = (response?: ResponseObject) => response?.output?.[0]?.id
  expect(idOf(title)).toEqual(expect.any(String))
  const { conversation, measures } = session.getSnapshot()
  expect(conversation.items.map(({ role }) => role)).toEqual(['user', 'assistant'])
  expect(conversation.items[1]?.id).toBe(idOf(answer))
  const tokens = done.reduce((sum, { usage }) => sum + (usage?.total_tokens ?? 0), 0)
  expect(measures.usage.total).toBe(tokens)
  const heard: string[] = []
  player.listen({ started: (id) => heard.push(id), drained: () => undefined })
  player.advance(120_000)
  expect(heard).toEqual([idOf(answer)])
  expect(session.getSnapshot().modelStatus).toBe('idle')
})
