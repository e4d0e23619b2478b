import { describe, expect, it } from 'vitest'
import { mcp } from '../../src/session/mcp.ts'
import { tool } from '../../src/session/Tool.ts'
import {
  call,
  created,
  done,
  held,
  response,
  settle,
  toolStage,
  until,
} from '../support/toolStage.ts'

const docs = mcp({ serverLabel: 'docs', serverUrl: 'https://docs.example/mcp' })

const request = {
  id: 'q1',
  type: 'mcp_approval_request',
  server_label: 'docs',
  name: 'search',
  arguments: '{"q":"voice"}',
}

const added = (item: object) => ({ type: 'response.output_item.added', response_id: 'r1', item })
const ended = (item: object) => ({ type: 'response.output_item.done', response_id: 'r1', item })
const kept = (item: object) => ({ type: 'conversation.item.added', item, previous_item_id: null })

describe('a call that the service asks about', () => {
  const answers = (stage: Awaited<ReturnType<typeof toolStage>>) =>
    stage
      .sent('conversation.item.create')
      .map(({ item }) => item)
      .filter(({ type }) => type === 'mcp_approval_response')

  /** Both services announce an item twice; in which order is not promised. */
  it.each([
    ['of the response first', [added(request), kept(request), ended(request)]],
    ['of the conversation first', [kept(request), added(request), ended(request)]],
    ['that is told of only when it is done', [ended(request)]],
  ])(
    'waits for consent, gets it once, and one response is asked for: %s',
    async (_order, frames) => {
      const stage = await toolStage([docs])
      const { line, session, item, sent } = stage
      line.say(created(), ...frames)
      expect(item('q1')).toMatchObject({
        kind: 'mcp-approval',
        status: 'awaiting-approval',
        call: { name: 'search', server: 'docs', arguments: '{"q":"voice"}' },
      })
      line.say(done())
      expect(item('q1')?.status).toBe('awaiting-approval')
      session.approve('q1')
      session.approve('q1')
      session.reject('q1')
      expect(answers(stage)).toEqual([
        { id: 'rv_q1', type: 'mcp_approval_response', approval_request_id: 'q1', approve: true },
      ])
      expect(item('q1')?.status).toBe('completed')
      expect(sent('response.create')).toHaveLength(1)
    },
  )

  it('is forbidden with the reason', async () => {
    const stage = await toolStage([docs])
    stage.line.say(created(), added(request), ended(request), done())
    stage.session.reject('q1', 'Not now.')
    expect(answers(stage)).toEqual([
      {
        type: 'mcp_approval_response',
        approval_request_id: 'q1',
        id: 'rv_q1',
        approve: false,
        reason: 'Not now.',
      },
    ])
    expect(stage.item('q1')?.status).toBe('rejected')
  })

  it('waits with the response for a call of our own', async () => {
    const slow = held()
    const own = tool({
      name: 'a',
      description: '',
      parameters: { type: 'object' },
      execute: () => slow.result,
    })
    const stage = await toolStage([docs, own])
    stage.line.say(
      created(),
      added(request),
      ended(request),
      ...response([call('c1', 'a')]).slice(1),
    )
    await until(() => stage.item('c1')?.status === 'running')
    await settle()
    stage.session.approve('q1')
    expect(stage.sent('response.create')).toHaveLength(0)
    slow.finish('done')
    await until(() => stage.sent('response.create').length > 0)
    await settle()
    expect(stage.sent('response.create')).toHaveLength(1)
  })
})
