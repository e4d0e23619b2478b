import { expect, it, vi } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import type { SessionEvent } from '../../../src/session/events.ts'
import { reduce } from '../../../src/session/reduce.ts'
import { connected, NOW_MS, types } from '../../support/sequence.ts'
import { local } from '../../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { scriptedLine } from '../../../src/testing/scriptedLine.ts'
import { answerStage, complaint, created, failed } from '../../support/answerStage.ts'

it('ends the pause before a retry, which waits for the next line now, and what was out of band', () => {
  const events = [
    { type: 'response.wanted', request: { conversation: 'none' } },
    { type: 'response.wanted' },
    created('r1'),
    failed('r1', 'server_error'),
    { type: 'connection.lost' },
  ] as readonly SessionEvent[]
  const lost = events.reduce((state, event) => reduce(state, event, NOW_MS)[0], connected())
  expect(lost.turn).toMatchObject({ pause: null, asked: null, aside: [], asideDue: 0 })
  const [after, effects] = reduce(lost, { type: 'response.retry', responseId: 'r1' }, NOW_MS)
  expect(after.turn).toBe(lost.turn)
  expect(types(effects)).toEqual([])
})

it.each([
  ['of the same trouble the line knows with whom', 'deployment_not_found', 'api.example'],
  ['of another trouble the complaint is the reason', 'connection_lost', 'The service'],
] as const)('explains a close after a complaint: %s', async (_which, code, who) => {
  vi.useFakeTimers()
  const { line, session, codes } = await answerStage()
  line.say(complaint('model_not_found', { event_id: null }))
  line.lose(new VoiceError(code, { details: { host: 'api.example', name: 'gpt-9' } }))
  const { error, connection } = session.getSnapshot()
  expect(error).toMatchObject({ code: 'deployment_not_found' })
  expect(error?.message).toContain(who)
  expect(connection).toMatchObject({ status: 'failed', error })
  expect(codes()).toEqual(['deployment_not_found'])
  vi.useRealTimers()
})

it('rejects the attempt with the error that is seen', async () => {
  const line = scriptedLine()
  const endpoint = local({ url: 'ws://localhost:4400' })
  const session = new RealtimeSession({ endpoint, transport: line.transport })
  const attempt = session.connect()
  await vi.waitFor(() => expect(line.opened()).toBe(1))
  line.say({ type: 'session.created', session: { id: 's1', type: 'realtime' } })
  line.say(complaint('model_not_found', { event_id: null }))
  const told = new VoiceError('deployment_not_found', { details: { host: 'api.example' } })
  line.lose(told)
  await expect(attempt).rejects.toBe(told)
  expect(session.getSnapshot().error).toBe(told)
})
