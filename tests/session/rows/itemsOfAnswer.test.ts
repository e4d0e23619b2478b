import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/protocol/items.ts'
import { added, answer, go } from '../../support/conversationSteps.ts'
import { created, Scene, sound } from '../../support/scene.ts'
import { begun, ended, isCancelled, words } from './answers.ts'
import { interrupt } from './steps.ts'

const answering = () => new Scene().happen(created('r1'), begun('A'))
const aside = (id: string) =>
  ({ type: 'response.created', response: { id, conversation_id: null } }) as const
const question: Item = {
  id: 'ask_1',
  type: 'mcp_approval_request',
  server_label: 'maps',
  name: 'route',
  arguments: '{}',
}

describe('a message of an answer', () => {
  it('ends as the service says', () => {
    expect(answering().happen(ended(answer('A', 'Hello'))).items).toEqual(['A completed'])
    const short = answering().happen(ended(answer('A', 'Hel', 'incomplete')))
    expect(short.items).toEqual(['A incomplete'])
  })

  it('has the words of its end, or else those that came', () => {
    const scene = () => answering().happen(words('A', 'Hel'))
    const text = (end: Item) => scene().happen(ended(end)).state.conversation.items[0]?.text
    expect(text(answer('A', 'Hello'))).toBe('Hello')
    expect(text(answer('A'))).toBe('Hel')
    expect(answering().happen(ended(answer('A', 'Hi'))).state.conversation.items[0]?.text).toBe(
      'Hi',
    )
  })

  it('stays as it is where its answer was cut, whatever is still said of it', () => {
    const { state } = new Scene().happen(
      created('r1'),
      sound('B', 'r1'),
      interrupt,
      added(answer('A', '', 'in_progress')),
    )
    expect(go(state, ended(answer('A', 'Hello'))).state).toBe(state)
  })

  it('is begun once: what ended does not begin again', () => {
    const scene = answering().happen(ended(answer('A', 'Hello')), begun('A'))
    expect(scene.items).toEqual(['A completed'])
  })
})

describe('a question of an answer', () => {
  it('waits for the user from its beginning on', () => {
    const scene = new Scene().happen(created('r1'), begun(question))
    expect(scene.items).toEqual(['ask_1 awaiting-approval'])
    expect(scene.state.turn.questions).toEqual(['ask_1'])
  })

  it('changes nothing as long as it waits', () => {
    const { state } = new Scene().happen(created('r1'), begun(question))
    expect(go(state, { type: 'conversation.created', conversation: { id: 'c' } }).state).toBe(state)
  })
})

describe('an answer out of band', () => {
  it('shows nothing', () => {
    const { state } = new Scene().happen(aside('r1'))
    const shown = go(state, begun('A'), ended(answer('A', 'Hello')))
    expect(shown.items).toEqual([])
    expect(shown.state).toBe(state)
  })

  it('leaves the memory of the model alone at its end', () => {
    const scene = new Scene().happen(aside('r1'), isCancelled('r1', [answer('A', 'Hello')]))
    expect(scene.effects).toEqual([])
  })
})
