import { describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

function begun(options = { autoAccept: true }) {
  const line = scriptedLine(options)
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: line.transport,
  })
  return { line, session }
}

async function talk() {
  const stage = begun()
  await stage.session.connect()
  return stage
}

const done = { type: 'response.done', response: { id: 'r1', status: 'completed' } } as const

describe('an event that is awaited', () => {
  it('is what the promise resolves with', async () => {
    const { line, session } = await talk()
    const event = session.once('response.done')
    line.say(done)
    expect(await event).toMatchObject(done)
  })

  it.each([
    ['the line breaks', 'connection_lost'],
    ['the app hangs up', 'not_connected'],
  ] as const)('never comes once %s: the promise rejects with %s', async (_how, code) => {
    const { line, session } = await talk()
    const event = session.once('response.done')
    if (code === 'connection_lost') line.lose(new VoiceError('connection_lost'))
    else session.disconnect()
    await expect(event).rejects.toMatchObject({ name: 'VoiceError', code })
  })

  it('may be one of the conversation that is about to begin, also after another', async () => {
    const { line, session } = await talk()
    session.disconnect()
    const event = session.once('session.updated')
    await session.connect()
    expect(await event).toMatchObject({ session: { id: 'sess_2' } })
    expect(line.opened()).toBe(2)
  })

  it('is none of an attempt that fails', async () => {
    const { line, session } = begun({ autoAccept: false })
    const event = session.once('response.done')
    const attempt = session.connect()
    await vi.waitUntil(() => line.opened() === 1)
    line.lose(new VoiceError('endpoint_unreachable'))
    await expect(attempt).rejects.toMatchObject({ code: 'endpoint_unreachable' })
    await expect(event).rejects.toMatchObject({ code: 'endpoint_unreachable' })
  })

  it('disturbs nobody where the promise is left alone, or the event came before the end', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    const { line, session } = await talk()
    void session.once('response.done')
    const came = session.once('session.updated')
    line.say({ type: 'session.updated', session: { id: 'sess_1' } })
    session.disconnect()
    await came
    await new Promise((resolve) => setTimeout(resolve, 10))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })
})
