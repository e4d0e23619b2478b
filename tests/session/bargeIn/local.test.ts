import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../src/session/events.ts'
import { created, done, Scene, sound, started } from '../../support/scene.ts'
import { connected } from '../../support/sequence.ts'

const speaking = (scene = new Scene()) =>
  scene.happen(created('r1'), sound('A', 'r1'), { type: 'player.started', itemId: 'A' })

const types = (scene: Scene) => scene.effects.map(({ type }) => type)
const wakes = ({ effects }: Scene) =>
  effects.filter((one): one is Extract<Effect, { type: 'wake' }> => one.type === 'wake')

it('lowers the sound at the first moment of speech, and waits 0.6 s for the word of the service', () => {
  const scene = speaking().happen({ type: 'local.speech' })
  expect(types(scene)).toContain('duck')
  expect(wakes(scene).at(-1)).toMatchObject({
    afterMs: 600,
    event: { type: 'local.timeout', dip: 1 },
  })
  expect(scene.status).toBe('speaking')
})

it('takes a cough for a dip: without that word the sound comes back, and the answer goes on', () => {
  const scene = speaking().happen({ type: 'local.speech' }, { type: 'local.timeout', dip: 1 })
  expect(types(scene).at(-1)).toBe('unduck')
  expect(types(scene)).not.toContain('interruptPlayer')
  expect(scene.status).toBe('speaking')
})

it('cuts with the word of the service, at full volume for what comes next', () => {
  const scene = speaking().happen({ type: 'local.speech' }, started())
  expect(types(scene)).toEqual(expect.arrayContaining(['duck', 'interruptPlayer', 'unduck']))
  expect(scene.status).toBe('listening')
})

it('leaves the next answer as loud as it is when the wait for an older one ends', () => {
  const scene = speaking().happen({ type: 'local.speech' }, started())
  scene.happen(
    { type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 900 },
    created('r2'),
    sound('B', 'r2'),
    { type: 'player.started', itemId: 'B' },
    { type: 'local.speech' },
  )
  const before = scene.effects.length
  scene.happen({ type: 'local.timeout', dip: 1 })
  expect(scene.effects).toHaveLength(before)
  scene.happen({ type: 'local.timeout', dip: 2 })
  expect(types(scene).at(-1)).toBe('unduck')
})

describe('one item that follows another without a gap', () => {
  /** The audio thread says that the next one began before it says that this one is over. */
  const next = [
    { type: 'player.started', itemId: 'B' },
    { type: 'player.drained', itemId: 'A' },
  ] as const
  const whole = (item_id: string) =>
    ({ type: 'response.output_audio.done', item_id, response_id: 'r1', content_index: 0 }) as const
  const lowered = () =>
    speaking().happen(whole('A'), sound('B', 'r1'), { type: 'local.speech' }, ...next)

  it('is as low as the one before until the wait is over, and no longer', () => {
    const scene = lowered()
    expect(types(scene)).not.toContain('unduck')
    scene.happen(...wakes(scene).map(({ event }) => event))
    expect(types(scene).at(-1)).toBe('unduck')
  })

  it('is at full volume again when it ends before', () => {
    const scene = lowered().happen({ type: 'player.drained', itemId: 'B' })
    expect(types(scene).at(-1)).toBe('unduck')
  })

  it('is not brought back by the wait for an older dip in the same item', () => {
    const scene = lowered().happen({ type: 'local.timeout', dip: 1 }, { type: 'local.speech' })
    const before = scene.effects.length
    scene.happen({ type: 'local.timeout', dip: 1 })
    expect(scene.effects).toHaveLength(before)
    scene.happen({ type: 'local.timeout', dip: 2 })
    expect(types(scene).at(-1)).toBe('unduck')
  })

  it('leaves nothing of the one before to be remembered', () => {
    const scene = speaking().happen(whole('A'), sound('B', 'r1'), ...next, whole('B'), done('r1'))
    expect(scene.state.turn.complete).toEqual(['B'])
    scene.happen({ type: 'player.drained', itemId: 'B' })
    expect(scene.state.turn).toMatchObject({ complete: [], of: {}, audible: null })
  })

  it('leaves it whole in the conversation when both are cut in that very moment', () => {
    const scene = speaking().happen(whole('A'), sound('B', 'r1'), next[0], started(), next[1])
    expect(scene.state.turn.complete).toEqual(['A'])
  })
})

it('says nothing of speech while nothing is heard, or where speech does not cut', () => {
  const silent = new Scene().happen({ type: 'local.speech' })
  expect(types(silent)).not.toContain('duck')
  const state = connected()
  const detections = [null, { type: 'server_vad', interruptResponse: false } as const]
  for (const turnDetection of detections) {
    const uncut = new Scene({ ...state, settings: { ...state.settings, turnDetection } })
    expect(types(speaking(uncut).happen({ type: 'local.speech' }))).not.toContain('duck')
  }
})
