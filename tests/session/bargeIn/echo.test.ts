import { expect, it } from 'vitest'
import { created, Scene, sound, started, stopped, taken } from '../../support/scene.ts'
import { connected } from '../../support/sequence.ts'

const echoes = ({ effects }: Scene) =>
  effects.filter((one) => one.type === 'report' && one.error.code === 'possible_echo')

/** An answer begins to sound, and a voice cuts it. */
function cut(scene: Scene, turn: number): Scene {
  const [answer, item, user] = [`r${turn}`, `A${turn}`, `u${turn}`]
  return scene
    .happen(created(answer), sound(item, answer), { type: 'player.started', itemId: item })
    .happen(started(user), stopped(user), taken(user))
}

const said = (turn: number, transcript: string) =>
  ({
    type: 'conversation.item.input_audio_transcription.completed',
    item_id: `u${turn}`,
    content_index: 0,
    transcript,
  }) as const

it('suspects an echo when three answers were cut in ten seconds and nobody said a word', () => {
  const scene = new Scene()
  cut(scene, 1)
  scene.nowMs += 3000
  cut(scene, 2).happen(said(2, '  '))
  expect(echoes(scene)).toHaveLength(0)
  scene.nowMs += 3000
  cut(scene, 3)
  expect(echoes(scene)).toHaveLength(1)
  cut(scene, 4)
  expect(echoes(scene)).toHaveLength(1)
})

it('suspects nothing when the user said something, or took more time', () => {
  const talkative = new Scene()
  for (const turn of [1, 2, 3, 4, 5]) cut(talkative, turn).happen(said(turn, 'Wait.'))
  expect(echoes(talkative)).toHaveLength(0)
  const slow = new Scene()
  for (const turn of [1, 2, 3, 4, 5]) {
    cut(slow, turn)
    slow.nowMs += 5000
  }
  expect(echoes(slow)).toHaveLength(0)
})

it('suspects nothing where words are not written down, and of turns that cut nothing', () => {
  const state = connected()
  const deaf = new Scene({ ...state, settings: { ...state.settings, inputTranscription: null } })
  for (const turn of [1, 2, 3, 4]) cut(deaf, turn)
  expect(echoes(deaf)).toHaveLength(0)
  const calm = new Scene()
  for (const id of ['u1', 'u2', 'u3', 'u4']) calm.happen(started(id), stopped(id), taken(id))
  expect(echoes(calm)).toHaveLength(0)
})
