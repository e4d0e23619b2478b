import { describe, expect, it } from 'vitest'
import { mcp } from '../../src/session/mcp.ts'
import { tool } from '../../src/session/Tool.ts'
import {
  call,
  called,
  created,
  done,
  held,
  settle,
  toolStage,
  until,
} from '../support/toolStage.ts'

const docs = mcp({ serverLabel: 'docs', serverUrl: 'https://docs.example/mcp' })
const parameters = { type: 'object' } as const

const request = {
  id: 'q1',
  type: 'mcp_approval_request',
  server_label: 'docs',
  name: 'search',
  arguments: '{}',
}
const announced = [
  { type: 'response.output_item.added', response_id: 'r1', item: request },
  { type: 'response.output_item.done', response_id: 'r1', item: request },
]

/** A turn whose answer depends on what the user says to a question. */
async function asked(callId: 'c1' | 'q1') {
  const slow = held()
  const stage = await toolStage([
    docs,
    tool({
      name: 'book',
      description: '',
      parameters,
      needsApproval: true,
      execute: () => 'booked',
    }),
    tool({ name: 'look', description: '', parameters, execute: () => slow.result }),
  ])
  const { line, session, item } = stage
  const book = call('c1', 'book')
  line.say(created(), ...(callId === 'c1' ? called(book) : announced))
  await until(() => item(callId)?.status === 'awaiting-approval')
  line.say(done(callId === 'c1' ? [book] : []))
  await settle()
  return { ...stage, slow, status: () => session.getSnapshot().modelStatus }
}

describe.each([
  ['a call of our own', 'c1' as const],
  ['a call of a remote server', 'q1' as const],
])('while the user is asked about %s, the session', (_what, id) => {
  it('thinks, because the answer depends on it, and says that it is about a question', async () => {
    const { session, status } = await asked(id)
    expect(status()).toBe('thinking')
    expect(session.getSnapshot().turn.questions).toEqual([id])
  })

  it('is idle after interrupt(); the question stays, and is still good', async () => {
    const { session, status, item, sent } = await asked(id)
    session.interrupt()
    expect(status()).toBe('idle')
    expect(item(id)?.status).toBe('awaiting-approval')
    session.approve(id)
    expect(status()).toBe('thinking')
    await until(() => sent('response.create').length === 1)
    expect(item(id)?.status).toBe('completed')
  })

  it('is idle when something else was asked and answered', async () => {
    const { session, line, status, item } = await asked(id)
    session.sendText('Never mind. What time is it?')
    line.say(created('r2'))
    expect(status()).toBe('thinking')
    line.say(done([], 'r2'))
    expect(status()).toBe('idle')
    expect(item(id)?.status).toBe('awaiting-approval')
    session.reject(id)
    expect(item(id)?.status).toBe('rejected')
    expect(status()).toBe('thinking')
  })

  it('thinks on when what the user seemed to say was noise', async () => {
    const { line, status } = await asked(id)
    line.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    expect(status()).toBe('listening')
    line.say({ type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 900 })
    expect(status()).toBe('thinking')
  })

  it('waits for the other calls of the turn, and asks for one answer to all', async () => {
    const { session, line, sent, outputs, slow } = await asked(id)
    const look = call('c2', 'look')
    line.say(...called(look))
    await settle()
    slow.finish('seen')
    await until(() => 'c2' in outputs())
    await settle()
    expect(sent('response.create')).toHaveLength(0)
    session.approve(id)
    await until(() => sent('response.create').length > 0)
    await settle()
    expect(sent('response.create')).toHaveLength(1)
  })

  it('answers other calls of a later turn, which has nothing to do with it', async () => {
    const { session, line, sent, outputs, slow } = await asked(id)
    session.sendText('Never mind. What time is it?')
    const look = call('c2', 'look')
    line.say(created('r2'), ...called(look, 'r2'), done([look], 'r2'))
    slow.finish('noon')
    await until(() => 'c2' in outputs())
    // One for what was typed, one for what the tool said.
    expect(sent('response.create')).toHaveLength(2)
  })

  it('is idle when the question was taken out of the conversation', async () => {
    const { session, status, item } = await asked(id)
    session.deleteItem(item(id)?.id ?? '')
    expect(status()).toBe('idle')
  })

  it('does not wait again because the service repeats itself', async () => {
    const { session, line, status } = await asked(id)
    session.interrupt()
    line.say(...(id === 'c1' ? called(call('c1', 'book')) : announced))
    await settle()
    expect(status()).toBe('idle')
  })
})

it('is over for the session when the app answers the service itself', async () => {
  const { session, line, status, item } = await asked('q1')
  const reply = { type: 'mcp_approval_response', approval_request_id: 'q1', approve: true }
  session.createConversationItem({ ...reply, type: 'mcp_approval_response', id: 'a1' })
  line.say({
    type: 'conversation.item.added',
    item: { ...reply, id: 'a1' },
    previous_item_id: 'q1',
  })
  expect(item('q1')?.status).toBe('completed')
  expect(status()).toBe('idle')
})

it('says of an allowed question that it is answered, not what came of it', async () => {
  const { session, item } = await asked('q1')
  session.approve('q1')
  expect(item('q1')).toMatchObject({
    kind: 'mcp-approval',
    status: 'completed',
    call: { output: null },
  })
})

it('shows no missing answer where a response fails that has asked the user', async () => {
  const stage = await toolStage([
    tool({ name: 'book', description: '', parameters, needsApproval: true, execute: () => 1 }),
  ])
  stage.line.say(created(), ...called(call('c1', 'book')))
  await until(() => stage.item('c1')?.status === 'awaiting-approval')
  stage.line.say(done([], 'r1', 'failed'))
  expect(stage.session.getSnapshot().conversation.items.map(({ kind }) => kind)).toEqual([
    'tool-call',
  ])
})
