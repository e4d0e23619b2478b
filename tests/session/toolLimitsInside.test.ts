import { describe, expect, it, vi } from 'vitest'
import type { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { tool } from '../../src/session/Tool.ts'
import { call, held, response, settle, toolStage, until } from '../support/toolStage.ts'

const parameters = { type: 'object' } as const
const PNG = 'data:image/png;base64,iVBORw0KGgo='
const words = {
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text: 'And then?' }],
} as const

/** A model that calls and calls a tool that does something with the session. */
async function rounds(act: (session: RealtimeSession, callId: string) => void) {
  const execute = vi.fn((callId: string) => act(stage.session, callId))
  const stage = await toolStage([
    tool({
      name: 'look',
      description: '',
      parameters,
      execute: (_args, { callId }) => execute(callId),
    }),
  ])
  for (let at = 1; at <= 14; at++) {
    stage.line.say(...response([call(`c${at}`, 'look')], `r${at}`))
    await until(() => `c${at}` in stage.outputs())
    await settle()
  }
  return { ...stage, execute }
}

describe('the limit of a turn holds, whatever a tool does:', () => {
  it.each<[string, (session: RealtimeSession, callId: string) => void]>([
    ['a picture', (session) => void session.sendImage(PNG, { respond: false })],
    ['a picture that wants an answer', (session) => void session.sendImage(PNG)],
    ['words of the user', (session) => void session.sendText('x', { respond: false })],
    ['words that want an answer', (session) => void session.sendText('x')],
    ['an item', (session) => void session.createConversationItem(words)],
    ['createResponse()', (session) => session.createResponse()],
    ['taking out its own call', (session, id) => session.deleteItem(`item_${id}`)],
  ])('%s', async (_what, act) => {
    const { execute, problems } = await rounds(act)
    expect(execute).toHaveBeenCalledTimes(10)
    expect(problems.map(({ code }) => code)).toContain('tool_failed')
  })
})

/** Ten calls, which are all that a turn may have; the last of them goes on. */
async function full() {
  const slow = held()
  const execute = vi.fn((last: boolean): unknown => (last ? slow.result : 'seen'))
  const stage = await toolStage([
    tool({
      name: 'look',
      description: '',
      parameters,
      execute: (_args, { callId }) => execute(callId === 'c9'),
    }),
  ])
  stage.line.say(
    ...response(
      Array.from({ length: 10 }, (_, at) => call(`c${at}`, 'look')),
      'r1',
    ),
  )
  await until(() => execute.mock.calls.length === 10)
  return { ...stage, slow, execute }
}

const started = { type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 }
const stopped = { type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 900 }
const committed = {
  type: 'input_audio_buffer.committed',
  item_id: 'u1',
  previous_item_id: 'item_c9',
}

it('a turn begins when the user is heard, also over a tool that still runs', async () => {
  const { line, execute, outputs } = await full()
  line.say(started, stopped, committed, ...response([call('d1', 'look')], 'r2'))
  await until(() => 'd1' in outputs())
  expect(execute).toHaveBeenCalledTimes(11)
})

it('no turn begins with noise', async () => {
  const { line, execute, outputs, slow } = await full()
  slow.finish('seen')
  await until(() => 'c9' in outputs())
  line.say(started, stopped, ...response([call('d1', 'look')], 'r2'))
  await until(() => 'd1' in outputs())
  expect(execute).toHaveBeenCalledTimes(10)
})

it('no turn begins with sound that the app commits while a tool runs', async () => {
  const { line, session, execute, outputs } = await full()
  session.commitAudio()
  line.say(committed, ...response([call('d1', 'look')], 'r2'))
  await until(() => 'd1' in outputs())
  expect(execute).toHaveBeenCalledTimes(10)
})

it('a turn begins with the push-to-talk button, when no tool runs', async () => {
  const { line, execute, outputs, slow } = await full()
  slow.finish('seen')
  await until(() => 'c9' in outputs())
  line.say(committed, ...response([call('d1', 'look')], 'r2'))
  await until(() => 'd1' in outputs())
  expect(execute).toHaveBeenCalledTimes(11)
})
