import { expect, vi } from 'vitest'
import { WebSocket } from 'ws'
import { VoiceError } from '../../../src/base/errors.ts'
import type { Endpoint } from '../../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import type { RealtimeSessionOptions } from '../../../src/session/RealtimeSessionOptions.ts'
import { websocket } from '../../../src/transport/websocket.ts'
import { overhear, printed } from './overhear.ts'

export const SECRET = 'ek_Quicksilver7'
export const WORD = 'Persimmon'

/** Sessions that are overheard. `end` closes them and what else was put into `ends`. */
export function secretStage() {
  const ears = overhear()
  const ends: (() => unknown)[] = []

  function talk(endpoint: Endpoint, more: Partial<RealtimeSessionOptions> = {}) {
    const events: unknown[] = []
    const session = new RealtimeSession({
      endpoint,
      transport: websocket({ WebSocket }),
      onError: ears.onError,
      onEvent: (event) => events.push(event),
      ...more,
    })
    ends.push(() => session.disconnect())
    const shown = () => printed([events, session, session.getSnapshot(), endpoint])
    const fail = async () => {
      const error: unknown = await session.connect().catch((one: unknown) => one)
      if (!(error instanceof VoiceError)) throw new Error('It connected.')
      ears.onError(error)
      return error
    }
    return { session, shown, fail }
  }

  const expectSilence = (...places: string[]) => {
    // A guard that hears nothing guards nothing.
    expect(ears.told() + places.join('')).not.toBe('')
    for (const place of [ears.told(), ...places]) expect(place.includes(SECRET)).toBe(false)
    expect(ears.told().includes(WORD)).toBe(false)
  }

  const end = async () => {
    ears.stop()
    vi.unstubAllGlobals()
    for (const one of ends.splice(0).reverse()) await one()
  }
  return { ears, ends, talk, expectSilence, end }
}
