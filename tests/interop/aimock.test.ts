import { LLMock } from '@copilotkit/aimock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openClient, until, type Client } from '../support/dialectClient.ts'
import type { Frame } from './support/FrameTap.ts'
import { GA_CLIENT_TYPES } from './support/publishedTypes.ts'
import { schemaProblems } from './support/schemaProblems.ts'
import { typeProblems } from './support/typeProblems.ts'

let mock: LLMock
let client: Client
const said: Frame[] = []

beforeAll(async () => {
  mock = new LLMock({ port: 0 })
  mock.onMessage('hello', { content: 'Hi there!' })
  // What a tool gave is not a message: without these two it would ask for ever.
  const asked = { userMessage: 'weather' }
  mock.on(
    { ...asked, hasToolResult: false },
    { toolCalls: [{ name: 'get_weather', arguments: '{"city":"Oslo"}' }] },
  )
  mock.on({ ...asked, hasToolResult: true }, { content: 'Four degrees.' })
  await mock.start()
})
afterEach(() => {
  client.session.disconnect()
  said.push(...client.frames)
})
afterAll(() => mock.stop())

const talk = async () => {
  const url = `${mock.url.replace('http', 'ws')}/v1/realtime?model=gpt-realtime`
  client = openClient(url, { output: 'text' })
  await client.session.connect()
  return client.session
}
const items = () => client.session.getSnapshot().conversation.items

describe('a server that others wrote', () => {
  it('holds a typed turn with us, and another one after it', async () => {
    const session = await talk()
    for (const words of ['hello', 'hello again']) {
      const done = session.once('response.done')
      session.sendText(words)
      expect((await done).response.status).toBe('completed')
    }
    expect(items().map(({ role, status, text }) => [role, status, text])).toEqual([
      ['user', 'completed', 'hello'],
      ['assistant', 'completed', 'Hi there!'],
      ['user', 'completed', 'hello again'],
      ['assistant', 'completed', 'Hi there!'],
    ])
    expect(session.getSnapshot().modelStatus).toBe('idle')
  })

  it('asks for a tool, and gets what it gave', async () => {
    const session = await talk()
    session.sendText('weather')
    await until(() => items().some(({ text, status }) => text !== '' && status === 'completed'))
    await until(() => session.getSnapshot().modelStatus === 'idle')
    expect(items().at(-1)).toMatchObject({ role: 'assistant', text: 'Four degrees.' })
    const output = client.frames.find(({ item }) => isOutput(item))
    expect(output).toMatchObject({ item: { output: '{"city":"Oslo","celsius":4}' } })
    expect(client.frames.filter(({ type }) => type === 'response.create')).toHaveLength(2)
  })

  it('is told nothing that is not of the published types and schemas', async () => {
    expect(said.length).toBeGreaterThan(8)
    expect(typeProblems(said, GA_CLIENT_TYPES)).toEqual([])
    expect(await schemaProblems(said, 'Client')).toEqual([])
  })
})

const isOutput = (item: unknown): boolean =>
  typeof item === 'object' &&
  item !== null &&
  'type' in item &&
  item.type === 'function_call_output'
