import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ClientEvent } from '../../src/protocol/clientEvents.ts'
import type { Effect, SessionEvent } from '../../src/session/events.ts'
import { reduce } from '../../src/session/reduce.ts'
import type { SessionState } from '../../src/session/state.ts'
import { modelStatus } from '../../src/session/turn.ts'
import { connected, NOW_MS } from '../support/sequence.ts'
import { sessionEvent } from './sessionEventArbitrary.ts'

/** What is wrong with a state, or with what is done on the way to it. */
function faultsIn(state: SessionState, effects: readonly Effect[]): string[] {
  const { items, places } = state.conversation
  const ids = items.map(({ id }) => id)
  const inOrder = places.map(({ id }) => id).filter((id) => ids.includes(id))
  const said = effects.flatMap((effect) => (effect.type === 'send' ? [effect.event] : []))
  const isFine = (event: ClientEvent) =>
    event.type !== 'conversation.item.truncate' ||
    (Number.isInteger(event.audio_end_ms) && event.audio_end_ms > 0)
  return [
    ...(STATUSES.has(modelStatus(state.turn)) ? [] : ['a status that there is not']),
    ...(new Set(ids).size === ids.length ? [] : ['an item twice']),
    ...(inOrder.join() === ids.join() ? [] : ['items out of order']),
    ...(said.every(isFine) ? [] : ['a truncate that no service takes']),
  ]
}
const STATUSES = new Set<string>(['idle', 'listening', 'thinking', 'speaking'])

/** Plays what was readable, and answers what was wrong on the way. */
function live(events: readonly (SessionEvent | null)[]): readonly string[] {
  let state = connected()
  let nowMs = NOW_MS
  return events.flatMap((event) => {
    if (event === null) return []
    const [next, effects] = reduce(state, event, (nowMs += 100))
    state = next
    return faultsIn(state, effects)
  })
}

it('goes on whatever happens, in ten thousand lives', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(sessionEvent, { maxLength: 25 }), (events) => {
      expect(live(events)).toEqual([])
    }),
    { numRuns: 10_000 },
  )
})
