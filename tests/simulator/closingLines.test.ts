import { expect, it } from 'vitest'
import { served } from './support/served.ts'

it.each([
  [1006, ''],
  [1005, ''],
  [999, ''],
  [5000, ''],
  [1000.5, ''],
  [1000, 'é'.repeat(62)],
])('a line is not closed, nor harmed, with %s and "%s"', async (code, reason) => {
  const { simulator, open } = await served()
  const client = open()
  await client.hear('session.created')
  await expect(simulator.closeLines(code, reason)).rejects.toMatchObject({
    name: 'SimulatorError',
    code: 'option_invalid',
  })
  client.say({ type: 'session.update', session: { type: 'realtime' } })
  await client.hear('session.updated')
  expect(simulator.sessions).toHaveLength(1)
})
