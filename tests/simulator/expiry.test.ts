import { describe, expect, it } from 'vitest'
import { saying, simulated, types } from './support/simulated.ts'

const MINUTE = 60_000
const EXPIRED = 'Your session hit the maximum duration of 60 minutes.'

const living = (sessionTtlMs?: number) => {
  const hungUp: unknown[] = []
  const parts = simulated({
    brain: saying({ say: 'x'.repeat(2000) }),
    sessionTtlMs,
    hangUp: (code, reason) => hungUp.push([code, reason, parts.events.at(-1)?.type]),
  })
  return { ...parts, hungUp }
}

describe('the end of a session', () => {
  it('comes after an hour: an error, then the line is closed', async () => {
    const { clock, hungUp, last } = living()
    await clock.advance(60 * MINUTE - 1)
    expect(hungUp).toEqual([])
    await clock.advance(1)
    expect(last('error').error).toEqual({
      type: 'invalid_request_error',
      code: 'session_expired',
      message: EXPIRED,
      param: null,
      event_id: null,
    })
    expect(hungUp).toEqual([[1001, EXPIRED, 'error']])
  })

  it('comes as early as it was asked for, and expires_at says so', async () => {
    const { clock, hungUp, last } = living(5 * MINUTE)
    expect(last('session.created').session).toMatchObject({
      expires_at: Math.floor(clock.now() / 1000) + 300,
    })
    await clock.advance(5 * MINUTE)
    expect(hungUp).toHaveLength(1)
  })

  it('cuts an answer with no word, and leaves no timer', async () => {
    const { clock, say, events, all } = living(1000)
    say({ type: 'response.create' })
    await clock.advance(1000)
    expect(types(events).at(-1)).toBe('error')
    expect(clock.pending).toBe(0)
    say({ type: 'response.create' })
    await clock.advance(MINUTE)
    expect(types(events).at(-1)).toBe('error')
    expect(all('response.done')).toHaveLength(0)
  })

  it('does not come when the line was closed before', async () => {
    const { clock, session, hungUp, all } = living(1000)
    session.close()
    expect(clock.pending).toBe(0)
    await clock.advance(MINUTE)
    expect(hungUp).toEqual([])
    expect(all('error')).toHaveLength(0)
  })

  it.each([Infinity, 1e12, 1e300])('may be as far away as nobody waits: %d ms', async (ttlMs) => {
    const { clock, hungUp, last } = living(ttlMs)
    const { expires_at } = Object(last('session.created').session)
    expect(expires_at).toBe(Math.floor(clock.now() / 1000) + 1e9)
    await clock.advance(60 * MINUTE)
    expect(hungUp).toEqual([])
  })
})
