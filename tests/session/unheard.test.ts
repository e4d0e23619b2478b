import { expect, it } from 'vitest'
import { findItem } from '../../src/session/conversation.ts'
import { created, done, Scene, sound } from '../support/scene.ts'

const heardNothing = { itemId: 'A', contentIndex: 0, heardMs: 0, receivedMs: 4000 }
const sends = ({ effects }: Scene) =>
  effects.flatMap((one) => (one.type === 'send' ? [one.event.type] : []))

const answered = () => {
  const scene = new Scene().happen(
    created('r1'),
    {
      type: 'response.output_item.added',
      response_id: 'r1',
      item: { id: 'A', type: 'message', role: 'assistant', content: [] },
    },
    sound('A', 'r1'),
  )
  return scene.happen(
    { type: 'response.output_audio.done', item_id: 'A', response_id: 'r1', content_index: 0 },
    done('r1'),
  )
}

it('takes out an answer that waited too long for a click, at the service as well', () => {
  const scene = answered()
  expect(scene.status).toBe('thinking')
  scene.happen({ type: 'sound.unheard', heard: [heardNothing] })
  expect(scene.status).toBe('idle')
  expect(sends(scene)).toContain('conversation.item.delete')
  expect(findItem(scene.state.conversation, 'A')).toMatchObject({
    status: 'interrupted',
    heardMs: 0,
  })
})

it('truncates one that was cut off with the output, where it was', () => {
  const scene = answered().happen({ type: 'player.started', itemId: 'A' }, { type: 'local.speech' })
  scene.happen({ type: 'sound.unheard', heard: [{ ...heardNothing, heardMs: 1500 }] })
  expect(scene.status).toBe('idle')
  expect(sends(scene)).toContain('conversation.item.truncate')
  expect(scene.effects.filter(({ type }) => type === 'unduck')).toHaveLength(1)
})

it('leaves alone what is not waiting to be heard', () => {
  const scene = answered().happen({ type: 'interrupt' })
  scene.happen({ type: 'player.interrupted', heard: [heardNothing] })
  const before = sends(scene)
  scene.happen({ type: 'sound.unheard', heard: [heardNothing] })
  expect(sends(scene)).toEqual(before)
})
