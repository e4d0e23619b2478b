import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import { local } from '../../../src/protocol/endpoint.ts'
// Loaded before the clock stands still.
import '../../../src/session/reduce.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import type { TransportListener } from '../../../src/transport/Transport.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A connected session, and the line's own way to say that a frame cannot be used. */
async function stage() {
  let line: TransportListener | undefined
  const errors: VoiceError[] = []
  const warnings: VoiceError[] = []
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: () => ({
      carries: 'events',
      open: (listener) => void (line = listener),
      send: () => undefined,
      close: () => (line = undefined),
    }),
    onError: (error) => errors.push(error),
  })
  session.on('warning', (warning) => warnings.push(warning))
  const connecting = session.connect()
  await vi.advanceTimersByTimeAsync(0)
  line?.opened()
  for (const type of ['session.created', 'session.updated'] as const)
    line?.event({ type, session: { id: 's1' } }, {})
  await connecting
  const junk = (count: number, what = 'a frame of 7 characters that is not JSON') => {
    for (let frame = 0; frame < count; frame++)
      line?.warning(new VoiceError('protocol_warning', { details: { what } }))
  }
  return { session, errors, warnings, junk, connection: () => session.getSnapshot().connection }
}

describe('frames that cannot be used', () => {
  it('are told of once a second, each kind for itself', async () => {
    const { junk, errors, warnings } = await stage()
    for (let second = 0; second < 3; second++) {
      junk(4, `a frame of ${second} characters that is not JSON`)
      junk(4, 'a binary frame')
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(errors).toHaveLength(6)
    expect(warnings).toEqual(errors)
  })

  it('fifty of them in ten seconds end the line', async () => {
    const { junk, errors, connection, session } = await stage()
    junk(49)
    expect(connection().status).toBe('connected')
    junk(1)
    expect(connection()).toMatchObject({ status: 'failed', error: { code: 'protocol_error' } })
    expect(session.getSnapshot().error?.message).toContain('50 frames within 10 s')
    expect(errors.map(({ code }) => code)).toEqual(['protocol_warning', 'protocol_error'])
  })

  it('that come rarely do not', async () => {
    const { junk, connection } = await stage()
    for (let frame = 0; frame < 200; frame++) {
      junk(1)
      await vi.advanceTimersByTimeAsync(250)
    }
    expect(connection().status).toBe('connected')
  })

  it('of the line before do not count', async () => {
    const { junk, connection, session } = await stage()
    junk(49)
    session.disconnect()
    void session.connect()
    await vi.advanceTimersByTimeAsync(0)
    junk(10)
    expect(connection().status).toBe('connecting')
  })
})
