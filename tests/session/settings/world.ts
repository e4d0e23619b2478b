import { vi } from 'vitest'
import type { VoiceError } from '../../../src/base/errors.ts'
import { local, openai, voiceLive } from '../../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../../src/protocol/settings.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import type { RealtimeSessionOptions } from '../../../src/session/RealtimeSessionOptions.ts'
import { scriptedLine } from '../../../src/testing/scriptedLine.ts'

const getToken = () => Promise.resolve('token')

export const ENDPOINTS = {
  local: local({ url: 'ws://localhost:4400' }),
  openai: openai({ model: 'gpt-realtime', getToken }),
  voiceLive: voiceLive({ endpoint: 'https://a.services.ai.azure.com', model: 'm', getToken }),
}

/** What the line says to a request for settings. */
export interface Complaint {
  readonly type?: string
  readonly param?: string | null
  readonly code?: string | null
  readonly message?: string
  readonly event_id?: string | null
}

/** A session that is about to agree on its settings with a test. Needs fake timers. */
export async function agreeing(
  settings: SessionSettings = {},
  options: Partial<RealtimeSessionOptions> = {},
) {
  const line = scriptedLine()
  const problems: VoiceError[] = []
  const session = new RealtimeSession({
    endpoint: ENDPOINTS.local,
    transport: line.transport,
    onError: (error) => problems.push(error),
    settings,
    ...options,
  })
  const updates = () => line.sent.filter((event) => event.type === 'session.update')
  const connect = async () => {
    const before = line.opened()
    const connected = session.connect()
    // The flat dialect is loaded by the line that needs it.
    await vi.waitUntil(() => line.opened() > before)
    line.say({ type: 'session.created', session: { id: 'sess_1' } })
    return { connected }
  }
  const { connected } = await connect()
  return {
    line,
    session,
    problems,
    connect,
    connected,
    updates,
    /** The session object of each update, oldest first. */
    said: () => updates().map((event) => event.session),
    eventId: (index: number) => updates().at(index)?.event_id ?? '',
    confirm: (index = -1) =>
      line.say({ type: 'session.updated', session: updates().at(index)?.session ?? {} }),
    refuse: (complaint: Complaint) =>
      line.say({
        type: 'error',
        error: { type: 'invalid_request_error', code: 'invalid_value', message: '', ...complaint },
      }),
    inForce: () => session.getSnapshot().settings,
    wanted: () => session.getSnapshot().wantedSettings,
  }
}

export async function agreed(
  settings: SessionSettings = {},
  options: Partial<RealtimeSessionOptions> = {},
) {
  const world = await agreeing(settings, options)
  world.confirm()
  await world.connected
  return world
}
