import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/protocol/items.ts'
import { added, answer } from '../../support/conversationSteps.ts'
import { created, done, Scene, started, stopped, typed } from '../../support/scene.ts'
import { begun } from './answers.ts'
import { hears, reports, uncut } from './steps.ts'

const overdue = (itemId: string) => ({ type: 'item.overdue', itemId }) as const
const remote: Item = {
  id: 'm1',
  type: 'mcp_call',
  server_label: 'maps',
  name: 'route',
  arguments: '{}',
}
const waits = (scene: Scene) =>
  scene.effects.flatMap((one) =>
    one.type === 'wake' && one.event.type === 'item.overdue' ? [one.event.itemId] : [],
  )

describe('a turn of the user', () => {
  it('is not overdue as long as it is heard, however long that is', () => {
    const scene = new Scene().happen(started())
    expect(waits(scene)).toEqual([])
    expect(scene.happen(overdue('u1')).items).toEqual(['u1 in-progress'])
  })

  it('is not overdue either while the answer goes on under it', () => {
    const scene = uncut().happen(created('r1'), hears())
    scene.happen(begun(answer('A', 'Hello', 'in_progress')))
    expect(waits(scene)).toEqual([])
    expect(scene.happen(overdue('u1')).items).toContain('u1 in-progress')
  })

  it('is overdue where the service took none, also while it hears the next', () => {
    const scene = new Scene().happen(started('u1'), stopped('u1'), started('u2'))
    expect(waits(scene)).toEqual(['u1'])
    expect(scene.happen(overdue('u1')).items).toEqual(['u2 in-progress'])
  })

  it('is overdue where it was written and nobody took it, also while a voice is heard', () => {
    const reading: Item = {
      id: 't1',
      type: 'message',
      role: 'user',
      status: 'in_progress',
      content: [{ type: 'input_text', text: 'Hello' }],
    }
    const scene = new Scene().happen(
      started(),
      { type: 'conversation.item.deleted', item_id: 'u1' },
      added(reading),
    )
    expect(waits(scene)).toEqual(['t1'])
  })
})

describe('a message of the model', () => {
  const scene = () => new Scene().happen(added(answer('A', '', 'in_progress')))

  it('is overdue where no answer is running, or another one', () => {
    expect(waits(scene())).toEqual(['A'])
    expect(scene().happen(overdue('A')).items).toEqual(['A incomplete'])
    expect(scene().happen(created('r2'), overdue('A')).items).toEqual(['A incomplete'])
  })

  it('is not overdue while its answer is running', () => {
    const own = new Scene().happen(created('r1'), begun('A'), overdue('A'))
    expect(own.items).toEqual(['A in-progress'])
    expect(waits(own)).toEqual([])
  })
})

describe('a call that a remote server makes', () => {
  it('is not given up while the next answer is running', () => {
    const running = { type: 'response.mcp_call.in_progress', item_id: 'm1' } as const
    const scene = new Scene().happen(created('r1'), begun(remote), running, done('r1'))
    expect(waits(scene)).toEqual(['m1'])
    scene.happen(created('r2'), overdue('m1'))
    expect(scene.items).toEqual(['m1 running'])
    scene.happen(done('r2'), overdue('m1'))
    expect(scene.items).toEqual(['m1 incomplete'])
  })
})

describe('what was typed', () => {
  it('says why it stands there as failed where the service never took it', () => {
    const scene = new Scene().happen({ ...typed, respond: false }, overdue('t1'))
    expect(scene.items).toEqual(['t1 failed'])
    expect(reports(scene.effects).map(({ message }) => message)).toEqual([
      'This is not part of the conversation: the service did not confirm it within 30 s.',
    ])
  })
})
