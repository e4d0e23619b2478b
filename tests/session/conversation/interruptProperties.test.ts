import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pcm16ToBase64 } from '../../../src/audio/sound/pcm.ts'
import type { Effect, SessionEvent } from '../../../src/session/events.ts'
import { reduce } from '../../../src/session/reduce.ts'
import { ClockedPlayer } from '../../../src/testing/ClockedPlayer.ts'
import { connected, NOW_MS } from '../../support/sequence.ts'

type Step =
  | {
      readonly type: 'sound'
      readonly response: number
      readonly part: number
      readonly ms: number
    }
  | { readonly type: 'end'; readonly response: number; readonly part: number }
  | { readonly type: 'done'; readonly response: number }
  | { readonly type: 'hear'; readonly ms: number }
  | { readonly type: 'cut'; readonly by: readonly SessionEvent[] }
  | { readonly type: 'truncated'; readonly response: number; readonly ms: number }

const response = fc.integer({ min: 1, max: 12 })
const part = fc.integer({ min: 0, max: 1 })
const ms = fc.integer({ min: 0, max: 400 })
/** Each ends in a moment at which the service may answer again. */
const cut = fc.constantFrom<readonly SessionEvent[]>(
  [{ type: 'interrupt' }],
  [{ type: 'talk.pressed' }, { type: 'talk.released', ms: 50 }],
  [
    { type: 'input_audio_buffer.speech_started', item_id: 'u1' },
    { type: 'input_audio_buffer.speech_stopped', item_id: 'u1' },
  ],
  [{ type: 'text.sent', itemId: 't1', text: 'x', role: 'user', respond: true }],
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('sound'), response, part, ms }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('end'), response, part }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('done'), response }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('hear'), ms }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('cut'), by: cut }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('truncated'), response, ms }) },
)

/** Plays steps through the real rows and a real queue, and answers each truncate with what had come of that part by then. */
async function run(steps: readonly Step[]) {
  const player = new ClockedPlayer()
  await player.start()
  let state = connected()
  const receivedMs: Record<string, number> = {}
  const truncates: { readonly ms: number; readonly receivedMs: number }[] = []
  const interruptions: Promise<void>[] = []
  let isBusy = false
  const queue: SessionEvent[] = []
  const happen = (event: SessionEvent) => {
    queue.push(event)
    if (isBusy) return
    isBusy = true
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [after, effects] = reduce(state, next, NOW_MS)
      state = after
      effects.forEach(perform)
    }
    isBusy = false
  }
  const perform = (effect: Effect) => {
    if (effect.type === 'play') player.play(effect.itemId, effect.contentIndex, effect.audio)
    if (effect.type === 'endItem') player.end(effect.itemId)
    if (effect.type === 'interruptPlayer')
      interruptions.push(
        player.interrupt().then((heard) => happen({ type: 'player.interrupted', heard })),
      )
    if (effect.type !== 'send' || effect.event.type !== 'conversation.item.truncate') return
    const { item_id, content_index, audio_end_ms } = effect.event
    const of = receivedMs[`${item_id}/${content_index}`] ?? 0
    truncates.push({ ms: audio_end_ms, receivedMs: of })
  }
  player.listen({
    started: (itemId) => happen({ type: 'player.started', itemId }),
    drained: (itemId) => happen({ type: 'player.drained', itemId }),
  })
  const begun = new Set<number>()
  for (const one of steps) {
    if ('response' in one && !begun.has(one.response)) {
      begun.add(one.response)
      happen({ type: 'response.created', response: { id: `r${one.response}` } })
    }
    const ids =
      'response' in one ? { response_id: `r${one.response}`, item_id: `A${one.response}` } : null
    if (one.type === 'hear') player.advance(one.ms)
    else if (one.type === 'cut') one.by.forEach(happen)
    else if (ids === null) continue
    else if (one.type === 'done')
      happen({ type: 'response.done', response: { id: ids.response_id, status: 'completed' } })
    else if (one.type === 'truncated')
      happen({ type: 'conversation.item.truncated', item_id: ids.item_id, audio_end_ms: one.ms })
    else {
      const event = { ...ids, content_index: one.part }
      const key = `${ids.item_id}/${one.part}`
      if (one.type === 'end') happen({ type: 'response.output_audio.done', ...event })
      else {
        receivedMs[key] = (receivedMs[key] ?? 0) + one.ms
        const delta = pcm16ToBase64(new Int16Array(one.ms * 24))
        happen({ type: 'response.output_audio_transcript.delta', ...event, delta: 'some words ' })
        happen({ type: 'response.output_audio.delta', ...event, delta })
      }
    }
    await Promise.all(interruptions.splice(0))
  }
  return { state, truncates }
}

describe('interrupting at any moment', { timeout: 30_000 }, () => {
  it('never truncates below 1 ms, beyond what came, or between two milliseconds', async () => {
    let count = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const { truncates } = await run(steps)
        for (const { ms, receivedMs } of truncates) {
          count++
          expect(Number.isInteger(ms)).toBe(true)
          expect(ms).toBeGreaterThanOrEqual(1)
          expect(ms).toBeLessThanOrEqual(receivedMs)
        }
      }),
      { numRuns: 250 },
    )
    // Otherwise it would hold of nothing.
    expect(count).toBeGreaterThan(100)
  })

  it('keeps every letter of an answer on one side of the cut', async () => {
    let count = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const { state } = await run(steps)
        for (const { heardText, unheardText, text } of state.conversation.items) {
          if (heardText === undefined) continue
          count++
          expect(heardText + (unheardText ?? '')).toBe(text)
        }
      }),
      { numRuns: 200 },
    )
    expect(count).toBeGreaterThan(100)
  })
})
