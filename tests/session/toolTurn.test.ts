import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { tool } from '../../src/session/Tool.ts'
import { weather as weatherScenario } from '../../src/simulator/brain/scenarios/weather.ts'
import { startSimulator } from '../../src/simulator/node/index.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { websocket } from '../../src/transport/websocket.ts'
import { until } from '../support/toolStage.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const weather = (execute: (city: string) => unknown, needsApproval = false) =>
  tool({
    name: 'get_weather',
    description: 'The weather in a city, now.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    execute: ({ city }) => execute(city),
    needsApproval,
  })

/** A session and the simulator's own scenario, over a real socket. */
async function ask(
  path: string,
  given: ReturnType<typeof weather>,
  faults: readonly string[] = [],
) {
  const simulator = await startSimulator({ scenario: weatherScenario, pace: 0, faults })
  const problems: string[] = []
  const player = new ClockedPlayer()
  const session = new RealtimeSession({
    endpoint: local({ url: simulator.url + path }),
    transport: websocket({ WebSocket }),
    player,
    tools: [given],
    onError: ({ code }) => problems.push(code),
  })
  ends.push(
    () => simulator.close(),
    () => session.disconnect(),
  )
  await session.connect()
  const items = () => session.getSnapshot().conversation.items
  const creates: unknown[] = []
  session.on('*', ({ direction, event }) => {
    if (direction === 'out' && event.type === 'response.create') creates.push(event)
  })
  session.sendText('What is the weather in Oslo?')
  const ended = () => {
    player.advance(200)
    return session.getSnapshot().modelStatus === 'idle'
  }
  return { session, items, creates, problems, ended }
}

describe.each([
  ['GA', ''],
  ['the preview', '/openai/realtime?api-version=2025-04-01-preview&deployment=gpt-realtime'],
  ['Voice Live', '/voice-live/realtime?api-version=2026-04-10&model=gpt-realtime'],
])('a tool turn in the words of %s', (_dialect, path) => {
  it('calls, answers, and says what came of it', async () => {
    const execute = vi.fn(() => ({ temp: 3, sky: 'grey' }))
    const { items, creates, problems, ended } = await ask(path, weather(execute))
    await until(() => items().filter(({ role }) => role === 'assistant').length >= 2 && ended())
    expect(execute).toHaveBeenCalledExactlyOnceWith('Oslo')
    const shown = items().map(({ kind, status }) => `${kind} ${status}`)
    expect(shown).toEqual([
      'message completed',
      'message completed',
      'tool-call completed',
      'tool-output completed',
      'message completed',
    ])
    expect(items()[2]?.call).toMatchObject({
      name: 'get_weather',
      arguments: '{"city":"Oslo"}',
      output: '{"temp":3,"sky":"grey"}',
    })
    expect(items().at(-1)?.text).toMatch(/It is 3 degrees and grey\.$/)
    // One for what was typed, one for what the tool answered.
    expect(creates).toHaveLength(2)
    expect(problems).toEqual([])
  })

  it('waits for approval, and says so when it is refused', async () => {
    const execute = vi.fn()
    const { session, items, problems, ended } = await ask(path, weather(execute, true))
    const card = () => items().find(({ status }) => status === 'awaiting-approval')
    await until(() => card() !== undefined)
    session.reject(card()?.call?.callId ?? '', 'Not today.')
    await until(() => items().filter(({ role }) => role === 'assistant').length >= 2 && ended())
    expect(execute).not.toHaveBeenCalled()
    expect(items().find(({ kind }) => kind === 'tool-call')).toMatchObject({ status: 'rejected' })
    expect(problems).toEqual([])
  })
})

it('runs a call once when every event comes twice', async () => {
  const execute = vi.fn(() => ({ temp: 3, sky: 'grey' }))
  const { items, creates, ended } = await ask('', weather(execute), ['duplicates'])
  await until(() => items().filter(({ role }) => role === 'assistant').length >= 2 && ended())
  expect(execute).toHaveBeenCalledTimes(1)
  expect(creates).toHaveLength(2)
  expect(items().filter(({ kind }) => kind === 'tool-output')).toHaveLength(1)
})
