import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/protocol/items.ts'
import { added, answer, go } from '../../support/conversationSteps.ts'
import { answered, calls, withTools } from '../../support/callSteps.ts'
import { created, done, Scene, sound } from '../../support/scene.ts'
import { begins, begun, drained, ended, failed, isCancelled, words } from './answers.ts'
import { asks, interrupt, pauses, uncut, wishes, asksFor, hears, retries } from './steps.ts'

const remote = (more: object = {}): Item => ({
  id: 'm1',
  type: 'mcp_call',
  server_label: 'maps',
  name: 'route',
  arguments: '{}',
  ...more,
})
const status = (scene: Scene, id: string) =>
  scene.state.conversation.items.find((item) => item.id === id)?.status

describe('the end of an answer', () => {
  it('ends what is its own, and not what the next answer is writing', () => {
    const scene = new Scene().happen(created('r1'), begun('A'), interrupt)
    scene.happen(created('r2'), begun('B', 'r2'), isCancelled('r1'))
    expect(scene.items).toEqual(['A interrupted', 'B in-progress'])
  })

  it('ends an item that only the conversation and this end name', () => {
    const scene = new Scene().happen(created('r1'), added(answer('A', '', 'in_progress')))
    scene.happen({
      type: 'response.done',
      response: { id: 'r1', status: 'completed', output: [answer('A', 'Hello')] },
    })
    expect(scene.items).toEqual(['A completed'])
  })

  it('lets be what a remote server had done by then, however it went wrong', () => {
    const scene = new Scene().happen(created('r1'), begun(remote()))
    scene.happen(ended(remote({ output: 'north' })), failed('r1'))
    expect(scene.items[0]).toBe('m1 completed')
  })

  it('forgets whose its items were, except for those that are still heard', () => {
    const scene = new Scene().happen(created('r1'), begun('A'), begun('B'), sound('B', 'r1'))
    scene.happen(begins('B'), done('r1'))
    expect(scene.state.turn.of).toEqual({ B: 'r1' })
    const next = new Scene().happen(created('r1'), begun('A'), interrupt, created('r2'))
    next.happen(begun('C', 'r2'), isCancelled('r1'))
    expect(next.state.turn.of).toEqual({ C: 'r2' })
  })

  it('says that nothing is missing while a call of it runs, or was just answered', () => {
    const scene = new Scene(withTools()).happen(created('r1'), ...calls(['c1']), failed('r1'))
    expect(scene.items).toEqual(['item_c1 in-progress'])
    const quick = new Scene(withTools()).happen(created('r1'), ...calls(['c1']), answered('c1'))
    expect(quick.happen(failed('r1')).items).toEqual(['item_c1 completed'])
  })

  it('that is told twice changes nothing', () => {
    const { state } = go(new Scene().state, created('r1'), done('r1'))
    expect(go(state, done('r1')).state).toBe(state)
  })
})

describe('an answer that failed', () => {
  it('is asked for again where nothing but an empty message came of it', () => {
    const scene = new Scene().happen(asks(), created('r1'), begun('A'))
    scene.happen(failed('r1', [answer('A', '', 'incomplete')]))
    expect(pauses(scene.effects)).toEqual([1000])
  })

  it('is not asked for again where it began a call', () => {
    const call = { type: 'function_call', call_id: 'c1', name: 'look', arguments: '{' } as const
    const scene = new Scene().happen(asks(), created('r1'))
    scene.happen(failed('r1', [{ ...call, id: 'f1', status: 'incomplete' }]))
    expect(pauses(scene.effects)).toEqual([])
  })

  it('is not asked for again while the user talks', () => {
    const scene = uncut().happen(asks(), created('r1'), hears(), failed('r1'))
    expect(pauses(scene.effects)).toEqual([])
    expect(scene.state.turn.wanted).toEqual([])
  })

  it('makes way for what is wanted next', () => {
    const scene = new Scene().happen(asksFor('A'), created('r1'), asksFor('B'), failed('r1'))
    expect(wishes(scene.effects)).toEqual(['A', 'B'])
    expect(pauses(scene.effects)).toEqual([])
  })

  it('is waited for a second, however often its end is told', () => {
    const scene = new Scene().happen(asks(), created('r1'), failed('r1'), failed('r1'))
    expect(scene.asked).toBe(1)
    scene.happen(...retries(scene.effects))
    expect(scene.asked).toBe(2)
  })

  it('is asked for again also where all that there was of it was deleted meanwhile', () => {
    const scene = new Scene().happen(asks(), created('r1'), begun('A'), failed('r1'))
    scene.happen({ type: 'conversation.item.deleted', item_id: 'A' })
    expect(scene.items).toEqual([])
    scene.happen(...retries(scene.effects))
    expect(scene.asked).toBe(2)
  })

  it('is not wanted any more where the user wrote something meanwhile', () => {
    const scene = new Scene().happen(asks(), created('r1'), failed('r1'))
    scene.happen({ type: 'text.sent', itemId: 't1', text: 'Hi', role: 'user', respond: false })
    scene.happen(...retries(scene.effects))
    expect(scene.asked).toBe(1)
    expect(scene.status).toBe('idle')
  })
})

describe('an answer that was cut', () => {
  const deleted = (scene: Scene) =>
    scene.effects.flatMap((one) =>
      one.type === 'send' && one.event.type === 'conversation.item.delete'
        ? [one.event.item_id]
        : [],
    )

  it('takes what was never heard of it out of the memory of the model, and no call', () => {
    const scene = new Scene().happen(created('r1'), begun('A'), begun(remote()), interrupt)
    scene.happen(isCancelled('r1'))
    expect(status(scene, 'm1')).toBe('interrupted')
    expect(deleted(scene)).toEqual(['A'])
  })

  it('leaves what was heard to its end', () => {
    const scene = new Scene().happen(created('r1'), begun('A'), sound('A', 'r1'), begins('A'))
    scene.happen(words('A', 'Hello'), ended(answer('A', 'Hello')), drained('A'))
    scene.happen(begun('B'), interrupt)
    scene.happen(isCancelled('r1'))
    expect(deleted(scene)).toEqual(['B'])
  })

  it('leaves to the player what it was playing, also where that is a later part', () => {
    const second = { ...sound('A', 'r1'), content_index: 1 }
    const scene = new Scene().happen(created('r1'), begun('A'), second, begins('A#1'), begun('B'))
    scene.happen(interrupt, isCancelled('r1'))
    expect(deleted(scene)).toEqual(['B'])
  })

  it('takes out messages that were not even shown, and leaves calls that were not', () => {
    const call = { type: 'function_call', call_id: 'c1', name: 'look', arguments: '{' } as const
    const scene = new Scene().happen(created('r1'), interrupt)
    scene.happen(isCancelled('r1', [{ ...call, id: 'f1' }, answer('A', 'Hello')]))
    expect(deleted(scene)).toEqual(['A'])
  })
})
