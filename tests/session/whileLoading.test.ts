import { describe, expect, it } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

function begin() {
  const line = scriptedLine({ autoAccept: true })
  const microphone = new SampledMicrophone()
  const errors: VoiceError[] = []
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://localhost:4400' }),
    transport: line.transport,
    microphone,
    onError: (error) => errors.push(error),
  })
  const status = () => session.getSnapshot().connection.status
  return { line, microphone, session, status, errors }
}

/** The first `connect()` loads the code that decides about a conversation: what happens meanwhile is kept or ended. */
describe('while the first connect is loading', () => {
  it('hangs up at once, however often one starts and ends', async () => {
    const { session, status, microphone, line } = begin()
    void session.connect()
    session.disconnect()
    void session.connect()
    expect(status()).toBe('connecting')
    session.disconnect()
    expect(status()).toBe('closed')
    await settle()
    expect(status()).toBe('closed')
    expect(microphone.state.get().status).toBe('off')
    expect(line.opened()).toBe(0)
  })

  it('connects after a start, an end and a start', async () => {
    const { session, status, line } = begin()
    void session.connect()
    session.disconnect()
    await session.connect()
    expect(status()).toBe('connected')
    expect(line.opened()).toBe(1)
  })

  it('keeps what is typed after the last start, and nothing of before', async () => {
    const { session, line } = begin()
    void session.connect()
    session.sendText('Forgotten')
    session.disconnect()
    const connecting = session.connect()
    session.sendText('Hello')
    await connecting
    const said = line.sent.filter(({ type }) => type === 'conversation.item.create')
    expect(said).toMatchObject([{ item: { content: [{ text: 'Hello' }] } }])
  })

  it('shows at once that the microphone is not allowed', async () => {
    const { session, microphone } = begin()
    microphone.fail('microphone_denied')
    void session.connect()
    // A microphone answers in a few microtasks; a file does not.
    for (let turn = 0; turn < 6; turn++) await Promise.resolve()
    expect(session.getSnapshot().error?.code).toBe('microphone_denied')
    await settle()
  })

  it('takes settings over, also across an end', async () => {
    const { session, line } = begin()
    void session.connect()
    session.updateSettings({ instructions: 'Be brief.' })
    session.disconnect()
    session.updateSettings({ speed: 1.2 })
    await session.connect()
    const [update] = line.sent
    expect(update).toMatchObject({
      session: { instructions: 'Be brief.', audio: { output: { speed: 1.2 } } },
    })
  })
})
