import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { local } from '../../src/protocol/endpoint.ts'
import type { SessionEvent } from '../../src/session/events.ts'
import '../../src/session/reduce.ts'
import { SessionCore } from '../../src/session/SessionCore.ts'
import { modelStatus } from '../../src/session/turn.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { sessionEvent } from './sessionEventArbitrary.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A whole session without its face, so that everything can happen to it, on a clock that is moved by hand. */
async function connected() {
  const line = scriptedLine()
  const core = new SessionCore({
    endpoint: local({ url: 'ws://127.0.0.1:1' }),
    transport: line.transport,
    settings: { turnDetection: { type: 'server_vad' } },
  })
  const connecting = core.connect()
  await vi.advanceTimersByTimeAsync(0)
  line.accept()
  await connecting
  return core
}

/** What does not come alone: an attempt that ends by itself, a line after the lost one, and somebody who runs the call. */
const WITHOUT_AN_END: readonly SessionEvent['type'][] = [
  'line.wanted',
  'connection.lost',
  'tool.called',
]

/** What is left open after a minute in which nobody says anything. */
async function leftOpen(events: readonly (SessionEvent | null)[]): Promise<readonly string[]> {
  vi.useFakeTimers()
  const core = await connected()
  for (const event of events) {
    if (event === null || WITHOUT_AN_END.includes(event.type)) continue
    core.loop.happen(event)
    await vi.advanceTimersByTimeAsync(100)
  }
  // A button that is held is the user's affair.
  core.loop.happen({ type: 'talk.released', ms: 0 })
  await vi.advanceTimersByTimeAsync(60_000)
  const { turn, conversation } = core.loop.state
  const open = conversation.items.filter(({ status }) =>
    ['pending', 'in-progress', 'running'].includes(status),
  )
  const isAsking = conversation.items.some(({ status }) => status === 'awaiting-approval')
  // Sound may wait for the click that browsers ask for: that is between the loudspeaker and the user.
  const status = modelStatus({ ...turn, queued: [] })
  const isOpen = status === 'listening' || (status === 'thinking' && !isAsking)
  core.disconnect()
  vi.useRealTimers()
  return [
    ...(isOpen ? [`${status} ${JSON.stringify(turn)}`] : []),
    ...open.map(({ role, kind, status: one }) => `${role} ${kind} ${one}`),
  ]
}

it('ends, whatever began, in a minute of silence', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sessionEvent, { maxLength: 12 }), async (events) => {
      expect(await leftOpen(events)).toEqual([])
    }),
    { numRuns: 1000 },
  )
})
