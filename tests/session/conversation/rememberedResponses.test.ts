import { expect, it } from 'vitest'
import { created, done, Scene } from '../../support/scene.ts'

const aside = { type: 'response.wanted', request: { conversation: 'none' } } as const
const ids = (count: number) => Array.from({ length: count }, (_, at) => `r${at}`)

it('remembers the last 32 responses that are done', () => {
  const scene = new Scene()
  for (const id of ids(33)) scene.happen(created(id), done(id))
  expect(scene.state.turn.done).toEqual(ids(33).slice(1))
})

it('remembers the last 32 responses out of band', () => {
  const scene = new Scene()
  for (const id of ids(33)) scene.happen(aside, created(id))
  expect(scene.state.turn.aside).toEqual(ids(33).slice(1))
})

it('takes as many unmarked responses for out of band as were asked for', () => {
  const scene = new Scene().happen(aside, aside, created('r1'), created('r2'), created('r3'))
  expect(scene.state.turn).toMatchObject({ aside: ['r1', 'r2'], response: 'r3' })
})
