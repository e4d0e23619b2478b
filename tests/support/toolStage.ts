import type { ClientEvent } from '../../src/protocol/clientEvents.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { VoiceError } from '../../src/base/errors.ts'
import type { ConversationItem } from '../../src/session/ConversationItem.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import type { SessionTool } from '../../src/session/Toolbox.ts'
import { scriptedLine, type ScriptedLine } from '../../src/testing/scriptedLine.ts'

/** Microtasks, late-loaded code, and whatever waits for the next task. */
export const settle = async (turns = 4) => {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve, 0))
}

export const until = async (reached: () => boolean) => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** What a tool gives back when the test says so. */
export function held() {
  let finish: (value: string) => void = () => {}
  const result = new Promise<string>((resolve) => (finish = resolve))
  return { result, finish: (value: string) => finish(value) }
}

export interface ToolStage {
  readonly session: RealtimeSession
  readonly line: ScriptedLine
  readonly problems: VoiceError[]
  readonly sent: <T extends ClientEvent['type']>(
    type: T,
  ) => readonly Extract<ClientEvent, { readonly type: T }>[]
  /** What the model was told, by call. */
  readonly outputs: () => Readonly<Record<string, string>>
  readonly item: (callId: string) => ConversationItem | undefined
}

/** A connected session whose other end is the test. */
export async function toolStage(tools: readonly SessionTool[]): Promise<ToolStage> {
  const line = scriptedLine({ autoAccept: true })
  const problems: VoiceError[] = []
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: line.transport,
    tools,
    onError: (error) => problems.push(error),
  })
  await session.connect()
  const sent: ToolStage['sent'] = (type) =>
    line.sent.filter(
      (event): event is Extract<ClientEvent, { type: typeof type }> => event.type === type,
    )
  return {
    session,
    line,
    problems,
    sent,
    outputs: () =>
      Object.fromEntries(
        sent('conversation.item.create').flatMap(({ item }) =>
          item.type === 'function_call_output' ? [[item.call_id, item.output]] : [],
        ),
      ),
    item: (callId) =>
      session
        .getSnapshot()
        .conversation.items.find(
          ({ kind, call }) => call?.callId === callId && kind !== 'tool-output',
        ),
  }
}

export const call = (
  callId: string,
  name: string,
  args: unknown = {},
  status: 'in_progress' | 'completed' | 'incomplete' = 'completed',
) => ({
  id: `item_${callId}`,
  type: 'function_call',
  status,
  call_id: callId,
  name,
  arguments: typeof args === 'string' ? args : JSON.stringify(args),
})

type Call = ReturnType<typeof call>

export const created = (id = 'r1') => ({ type: 'response.created', response: { id } })

export const called = (one: Call, response_id = 'r1') => [
  {
    type: 'response.output_item.added',
    response_id,
    item: { ...one, status: 'in_progress', arguments: '' },
  },
  { type: 'response.output_item.done', response_id, item: one },
]

export const done = (output: readonly Call[] = [], id = 'r1', status = 'completed') => ({
  type: 'response.done',
  response: { id, status, output },
})

/** A whole response that is nothing but calls. */
export const response = (calls: readonly Call[], id = 'r1') => [
  created(id),
  ...calls.flatMap((one) => called(one, id)),
  done(calls, id),
]
