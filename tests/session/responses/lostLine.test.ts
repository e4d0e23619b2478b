import { expect, it } from 'vitest'
import type { SessionEvent } from '../../../src/session/events.ts'
import { reduce } from '../../../src/session/reduce.ts'
import { connected, NOW_MS, types } from '../../support/sequence.ts'
import { created, failed } from '../../support/answerStage.ts'

it('ends the pause before a retry, which waits for the next line now, and what was out of band', () => {
  const events = [
    { type: 'response.wanted', request: { conversation: 'none' } },
    { type: 'response.wanted' },
    created('r1'),
    failed('r1', 'server_error'),
    { type: 'connection.lost' },
  ] as readonly SessionEvent[]
  const lost = events.reduce((state, event) => reduce(state, event, NOW_MS)[0], connected())
  expect(lost.turn).toMatchObject({ pause: null, asked: null, aside: [], asideDue: 0 })
  const [after, effects] = reduce(lost, { type: 'response.retry', responseId: 'r1' }, NOW_MS)
  expect(after.turn).toBe(lost.turn)
  expect(types(effects)).toEqual([])
})
