import { vi } from 'vitest'
import { pcm16ToBase64 } from '../../src/audio/sound/pcm.ts'
import type { VoiceError } from '../../src/base/errors.ts'
import type { ClientEvent } from '../../src/protocol/clientEvents.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import type { RealtimeSessionOptions } from '../../src/session/RealtimeSessionOptions.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

type Sent<T extends ClientEvent['type']> = Extract<ClientEvent, { readonly type: T }>

/** A connected session whose service is the test, on a clock that the test moves: `vi.useFakeTimers()` first. */
export async function answerStage(
  settings: SessionSettings = {},
  options: Pick<RealtimeSessionOptions, 'tools' | 'answerTimeoutMs'> = {},
) {
  const line = scriptedLine({ autoAccept: true })
  const player = new ClockedPlayer()
  const errors: VoiceError[] = []
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: line.transport,
    player,
    settings,
    ...options,
    onError: (error) => errors.push(error),
  })
  const connecting = session.connect()
  await vi.advanceTimersByTimeAsync(0)
  await connecting
  const sent = <T extends ClientEvent['type']>(type: T): readonly Sent<T>[] =>
    line.sent.filter((event): event is Sent<T> => event.type === type)
  return {
    line,
    player,
    session,
    errors,
    sent,
    /** What was asked for with each `response.create`, without our own mark. */
    requests: () =>
      sent('response.create').map(({ response: { metadata, ...request } = {} }) => {
        const own = Object.entries(metadata ?? {}).filter(([key]) => key !== 'asked_by')
        return own.length > 0 ? { ...request, metadata: Object.fromEntries(own) } : request
      }),
    /** The mark of the last request, as a service gives it back. */
    mark: () => sent('response.create').at(-1)?.response?.metadata,
    model: () => session.getSnapshot().modelStatus,
    items: () => session.getSnapshot().conversation.items,
    codes: () => errors.map(({ code }) => code),
  }
}

export const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000)

export const created = (id: string, more: object = {}) => ({
  type: 'response.created',
  response: { id, status: 'in_progress', conversation_id: 'conv_1', ...more },
})
export const done = (id: string, more: object = {}) => ({
  type: 'response.done',
  response: { id, status: 'completed', conversation_id: 'conv_1', ...more },
})
export const failed = (id: string, code: string, more: object = {}) =>
  done(id, { status: 'failed', status_details: { type: 'failed', error: { code } }, ...more })
export const cut = (id: string, reason: string) =>
  done(id, { status: 'incomplete', status_details: { type: 'incomplete', reason } })

const message = (id: string, status: string, transcript = '') => ({
  id,
  type: 'message',
  role: 'assistant',
  status,
  content: transcript === '' ? [] : [{ type: 'output_audio', transcript }],
})
const where = (item_id: string, response_id: string) => ({ response_id, item_id, content_index: 0 })
export const itemAdded = (id: string, response_id: string) => ({
  type: 'response.output_item.added',
  response_id,
  item: message(id, 'in_progress'),
})
export const itemDone = (id: string, response_id: string, status = 'completed') => ({
  type: 'response.output_item.done',
  response_id,
  item: message(id, status, 'Hello there'),
})
const SECOND = pcm16ToBase64(new Int16Array(24_000).fill(1000))
export const sound = (item: string, response: string) => ({
  type: 'response.output_audio.delta',
  ...where(item, response),
  delta: SECOND,
})
export const words = (item: string, response: string, delta = 'Hello there') => ({
  type: 'response.output_audio_transcript.delta',
  ...where(item, response),
  delta,
})
export const complaint = (code: string, more: object = {}) => ({
  type: 'error',
  error: { type: 'invalid_request_error', code, message: 'No.', event_id: 'rv-create', ...more },
})
export const busy = complaint('conversation_already_has_active_response')
