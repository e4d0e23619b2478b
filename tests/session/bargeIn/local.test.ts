import { expect, it } from 'vitest'
import type { Effect } from '../../../src/session/events.ts'
import { created, Scene, sound, started } from '../../support/scene.ts'
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
    event: { type: 'local.timeout', itemId: 'A' },
  })
  expect(scene.status).toBe('speaking')
})

it('takes a cough for a dip: without that word the sound comes back, and the answer goes on', () => {
  const scene = speaking().happen({ type: 'local.speech' }, { type: 'local.timeout', itemId: 'A' })
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
  scene.happen({ type: 'local.timeout', itemId: 'A' })
  expect(scene.effects).toHaveLength(before)
  scene.happen({ type: 'local.timeout', itemId: 'B' })
  expect(types(scene).at(-1)).toBe('unduck')
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
