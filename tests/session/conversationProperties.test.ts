import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ServerEvent } from '../../src/protocol/serverEvents.ts'
import type { SessionEvent } from '../../src/session/events.ts'
import { reduce } from '../../src/session/reduce.ts'
import { SeenEvents } from '../../src/session/SeenEvents.ts'
import type { SessionState } from '../../src/session/state.ts'
import { connected, NOW_MS } from '../support/sequence.ts'
import { inSomeOrder } from '../support/PartialOrder.ts'
import { ANSWERS, serviceStream, type TurnPlan } from '../support/serviceStream.ts'

const turn: fc.Arbitrary<TurnPlan> = fc.record({
  by: fc.constantFrom('voice', 'text'),
  answer: fc.constantFrom(...ANSWERS),
  words: fc.constantFrom('whole', 'in pieces', 'failed', 'never'),
  deltas: fc.integer({ min: 2, max: 5 }),
  hasAside: fc.boolean(),
})
const turns = fc.array(turn, { minLength: 1, maxLength: 5 })
const picks = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }))
const picker = (values: Iterator<number>) => () => Number(values.next().value)

const start = () => {
  const state = connected()
  const inputTranscription = { model: 'whisper-1' }
  return { ...state, settings: { ...state.settings, inputTranscription } }
}

const hasId = (event: SessionEvent): event is ServerEvent => 'event_id' in event

/** What a reader sees in the end, with everything else that could still make a difference. */
function outcome(events: readonly SessionEvent[]) {
  const seen = new SeenEvents()
  let state: SessionState = start()
  for (const event of events)
    if (!hasId(event) || seen.add(event)) state = reduce(state, event, NOW_MS)[0]
  const { hears, response, queued, audible, openCalls } = state.turn
  return {
    items: state.conversation.items,
    earlyWords: state.earlyWords,
    turn: { hears, response, queued, audible, openCalls },
  }
}

/** Says some of the events again: at once, or later. Those that match no `which` come once. */
function repeated(
  events: readonly SessionEvent[],
  pick: () => number,
  change: (event: SessionEvent) => SessionEvent | null,
): readonly SessionEvent[] {
  const all = [...events]
  for (const event of events) {
    const again = pick() < 0.3 ? change(event) : null
    if (again === null) continue
    const from = all.indexOf(event) + 1
    all.splice(from + Math.floor(pick() * (all.length - from + 1)), 0, again)
  }
  return all
}

describe('a conversation', { timeout: 60_000 }, () => {
  it('is what was said in it', () => {
    const plan = { by: 'voice', answer: 'whole', words: 'in pieces', deltas: 3 } as const
    const nodes = serviceStream([{ ...plan, hasAside: true }])
    const { items } = outcome(nodes.map(({ event }) => event))
    expect(items).toMatchObject([
      { id: 'user_0', text: 'said user_0', transcription: 'done', status: 'completed' },
      { id: 'item_0', text: 'word0 word1 word2 ', status: 'completed', spoken: true },
    ])
  })

  it('is the same in every order that the services promise no more than', () => {
    fc.assert(
      fc.property(turns, picks, (plan, values) => {
        const nodes = serviceStream(plan)
        const expected = outcome(nodes.map(({ event }) => event))
        expect(outcome(inSomeOrder(nodes, picker(values)))).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('is the same when events are told twice', () => {
    fc.assert(
      fc.property(turns, picks, (plan, values) => {
        const pick = picker(values)
        const events = inSomeOrder(serviceStream(plan), pick)
        const again = repeated(events, pick, (event) => (hasId(event) ? event : null))
        expect(outcome(again)).toEqual(outcome(events))
      }),
      { numRuns: 300 },
    )
  })

  it('is the same when what has no id of its own is told twice', () => {
    const safe =
      /^conversation\.|^response\.(output_item|created|done)|committed$|_transcript\.done$|output_text\.done$/
    fc.assert(
      fc.property(turns, picks, (plan, values) => {
        const pick = picker(values)
        const events = inSomeOrder(serviceStream(plan), pick)
        const again = repeated(events, pick, (event) => {
          if (!safe.test(event.type) || /transcription\.delta/.test(event.type)) return null
          return hasId(event) && event.type !== 'unknown' ? { ...event, event_id: '' } : null
        })
        expect(outcome(again)).toEqual(outcome(events))
      }),
      { numRuns: 500 },
    )
  })
})
