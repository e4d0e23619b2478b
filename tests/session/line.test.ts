import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { local, openai, type Endpoint } from '../../src/protocol/endpoint.ts'
import { base64ToPcm16 } from '../../src/audio/sound/pcm.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import type { RealtimeSessionOptions } from '../../src/session/RealtimeSessionOptions.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

const endpoint = local({ url: 'ws://localhost:4400' })
const soon = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function world(options: Partial<RealtimeSessionOptions> & { endpoint?: Endpoint } = {}) {
  const line = scriptedLine()
  const errors: VoiceError[] = []
  const session = new RealtimeSession({
    endpoint,
    transport: line.transport,
    onError: (error) => errors.push(error),
    ...options,
  })
  const status = () => session.getSnapshot().connection.status
  const statuses: string[] = []
  session.subscribe(() => {
    if (statuses.at(-1) !== status()) statuses.push(status())
  })
  return { line, session, errors, status, statuses }
}

describe('connecting', () => {
  it('says each step, and is connected when the settings are confirmed', async () => {
    const { session, line, status } = world()
    const steps: string[] = []
    session.subscribe(() => {
      const { connection } = session.getSnapshot()
      steps.push('step' in connection ? connection.step : connection.status)
    })
    const connected = session.connect()
    await soon()
    line.accept()
    await connected
    expect(status()).toBe('connected')
    expect([...new Set(steps)]).toEqual(['authorizing', 'opening', 'configuring', 'connected'])
    expect(line.sent.map((event) => event.type)).toEqual(['session.update'])
  })

  it('sends every setting, because the defaults of the services differ', async () => {
    const { session, line } = world({ settings: { voice: 'cedar', instructions: 'Be brief.' } })
    void session.connect()
    await soon()
    line.accept()
    expect(line.sent[0]).toMatchObject({
      session: {
        type: 'realtime',
        instructions: 'Be brief.',
        output_modalities: ['audio'],
        audio: {
          input: {
            turn_detection: { threshold: 0.5, prefix_padding_ms: 300, silence_duration_ms: 500 },
            transcription: { model: 'whisper-1' },
          },
          output: { voice: 'cedar' },
        },
      },
    })
  })

  it('answers the same promise to a second call, and opens one line', async () => {
    const { session, line } = world()
    const first = session.connect()
    expect(session.connect()).toBe(first)
    await soon()
    line.accept()
    await first
    expect(session.connect()).toBe(first)
    await soon()
    expect(line.opened()).toBe(1)
  })

  it('gives up after 10 s with an error that says where and how long', async () => {
    const { session, status, errors } = world()
    const failed = session.connect().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(status()).toBe('connecting')
    await vi.advanceTimersByTimeAsync(1)
    expect(await failed).toMatchObject({
      code: 'connect_timeout',
      message: 'No answer from localhost:4400 within 10 s.',
    })
    expect(status()).toBe('failed')
    expect(errors.map((error) => error.code)).toEqual(['connect_timeout'])
  })

  it('is not cut by that timeout once it is connected', async () => {
    const { session, line, status } = world()
    void session.connect()
    await soon()
    line.accept()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(status()).toBe('connected')
  })

  it('asks for a credential on every attempt, and drops one that comes too late', async () => {
    let give: (token: string) => void = () => {}
    const signals: AbortSignal[] = []
    const getToken = (signal: AbortSignal) => {
      signals.push(signal)
      return new Promise<string>((resolve) => (give = resolve))
    }
    const { session, line, status } = world({
      endpoint: openai({ model: 'gpt-realtime', getToken }),
    })
    void session.connect()
    await soon()
    session.disconnect()
    expect(signals[0]?.aborted).toBe(true)
    give('ek_late')
    await soon()
    expect(line.opened()).toBe(0)
    expect(status()).toBe('closed')
    void session.connect()
    await soon()
    give('ek_fresh')
    await vi.waitUntil(() => line.opened() > 0)
    expect(signals).toHaveLength(2)
    expect(line.opened()).toBe(1)
  })

  it('names a token function that fails', async () => {
    const cause = new Error('offline')
    const { session } = world({
      endpoint: openai({ model: 'gpt-realtime', getToken: () => Promise.reject(cause) }),
    })
    await expect(session.connect()).rejects.toMatchObject({ code: 'token_failed', cause })
    expect(session.getSnapshot().error?.code).toBe('token_failed')
  })

  it('needs nobody to catch its error', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const { session, line } = world()
    void session.connect()
    await soon()
    line.lose(new VoiceError('endpoint_unreachable'))
    vi.useRealTimers()
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('fails when the service refuses what the app is made of', async () => {
    const { session, line } = world({ settings: { instructions: 'Be brief.' } })
    const connected = session.connect()
    await soon()
    line.say({ type: 'session.created', session: { id: 's1' } })
    line.say({
      type: 'error',
      error: {
        type: 'invalid_request_error',
        code: 'invalid_value',
        message: 'Invalid value',
        param: 'session.instructions',
      },
    })
    await expect(connected).rejects.toMatchObject({ code: 'setting_refused' })
  })

  it('says that the key was refused when the service said so before it hung up', async () => {
    const { session, line } = world()
    const connected = session.connect()
    await soon()
    line.say({ type: 'error', error: { code: 'invalid_api_key', message: 'Incorrect API key' } })
    line.lose(new VoiceError('protocol_error'))
    await expect(connected).rejects.toMatchObject({ code: 'unauthorized' })
  })
})

describe('words', () => {
  it('that come by the hundred are told once a frame', async () => {
    const { session, line } = world()
    void session.connect()
    await soon()
    line.accept()
    line.say({ type: 'response.created', response: { id: 'r1' } })
    let told = 0
    session.subscribe(() => told++)
    for (let i = 0; i < 500; i++)
      line.say({
        type: 'response.output_audio_transcript.delta',
        response_id: 'r1',
        item_id: 'a1',
        content_index: 0,
        delta: 'la ',
      })
    expect(told).toBe(0)
    await vi.advanceTimersByTimeAsync(16)
    expect(told).toBe(1)
    expect(session.getSnapshot().conversation.items[0]?.text).toHaveLength(1500)
  })
})

describe('a voice', () => {
  it('that speaks while the line is made is heard when it stands', async () => {
    const microphone = new SampledMicrophone()
    const { session, line } = world({ microphone })
    void session.connect()
    await soon()
    microphone.speak(new Int16Array(2400).fill(7))
    expect(line.sent).toEqual([])
    line.accept()
    microphone.speak(new Int16Array(2400).fill(8))
    const heard = line.sent.flatMap((event) =>
      event.type === 'input_audio_buffer.append' ? [...base64ToPcm16(event.audio)] : [],
    )
    expect(heard.filter((sample) => sample === 7)).toHaveLength(2400)
    expect(heard[0]).toBe(7)
  })
})

describe('disconnecting', () => {
  const phases: [string, (line: ReturnType<typeof scriptedLine>) => void][] = [
    ['while asking for a credential', () => {}],
    ['after the service greeted', (line) => line.say({ type: 'session.created', session: {} })],
    ['when connected', (line) => line.accept()],
  ]
  it.each(phases)('is clean %s', async (_name, reach) => {
    const { session, line, status, errors } = world()
    const connected = session.connect().catch(() => 'rejected')
    await soon()
    reach(line)
    session.disconnect()
    session.disconnect()
    await soon()
    line.accept()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(status()).toBe('closed')
    expect(session.getSnapshot().modelStatus).toBe('idle')
    expect(errors).toEqual([])
    await connected
  })

  it('goes straight to rest, also while the user talks', async () => {
    const microphone = new SampledMicrophone()
    const { session, line } = world({ microphone })
    void session.connect()
    await soon()
    line.accept()
    line.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    const told: string[] = []
    session.subscribe(() => told.push(session.getSnapshot().modelStatus))
    session.disconnect()
    await soon()
    expect([...new Set(told)]).toEqual(['idle'])
    expect(microphone.state.get().status).toBe('off')
  })

  it('does nothing before there was anything', () => {
    const { session, status } = world()
    session.disconnect()
    expect(status()).toBe('idle')
  })

  it('keeps what was said, and begins a new conversation with the next connect', async () => {
    const { session, line } = world()
    void session.connect()
    await soon()
    line.accept()
    session.sendText('Hello')
    session.disconnect()
    const words = () => session.getSnapshot().conversation.items.map((item) => item.text)
    expect(words()).toEqual(['Hello'])
    void session.connect()
    session.sendText('Again')
    await soon()
    // Still readable: this attempt may fail.
    expect(words()).toEqual(['Hello', 'Again'])
    line.accept()
    expect(words()).toEqual(['Again'])
    session.disconnect()
    void session.connect()
    await soon()
    line.accept()
    expect(session.getSnapshot().conversation.items).toEqual([])
  })

  it('does not believe a line that was given up', async () => {
    const { session, line } = world()
    void session.connect()
    await soon()
    line.accept()
    const [late] = [line.say]
    session.disconnect()
    late({ type: 'response.created', response: { id: 'old' } })
    expect(session.getSnapshot().modelStatus).toBe('idle')
  })
})

describe('a lost line', () => {
  it('is failed, with the reason, and keeps what was said', async () => {
    const { session, line, status } = world()
    void session.connect()
    await soon()
    line.accept()
    session.sendText('Hello')
    line.lose(new VoiceError('connection_lost', { details: { closeCode: 1006 } }))
    expect(status()).toBe('failed')
    expect(session.getSnapshot()).toMatchObject({
      modelStatus: 'idle',
      error: { code: 'connection_lost' },
      conversation: { items: [{ text: 'Hello', status: 'failed' }] },
    })
  })

  it('explains an expired session', async () => {
    const { session, line } = world()
    void session.connect()
    await soon()
    line.accept()
    line.say({ type: 'error', error: { code: 'session_expired', message: '60 minutes' } })
    line.lose(new VoiceError('connection_lost', { details: { closeCode: 1001 } }))
    expect(session.getSnapshot().error?.code).toBe('session_expired')
  })
})

describe('text', () => {
  it('waits for the line while connecting', async () => {
    const { session, line } = world()
    void session.connect()
    session.sendText('Hello')
    await soon()
    expect(session.getSnapshot().conversation.items).toMatchObject([
      { text: 'Hello', status: 'pending' },
    ])
    line.accept()
    expect(line.sent.map((event) => event.type)).toEqual([
      'session.update',
      'conversation.item.create',
      'response.create',
    ])
  })

  it.each(['idle', 'closed'])('throws not_connected when %s', async (phase) => {
    const { session } = world()
    if (phase === 'closed') {
      void session.connect()
      session.disconnect()
    }
    expect(() => session.sendText('Hello')).toThrow(
      expect.objectContaining({ code: 'not_connected' }),
    )
  })

  it('is shown in the order of the conversation, once confirmed', async () => {
    const { session, line } = world()
    void session.connect()
    await soon()
    line.accept()
    const second = session.sendText('second')
    const item = (id: string, text: string) => ({
      id,
      type: 'message',
      role: 'user',
      status: 'completed',
      content: [{ type: 'input_text', text }],
    })
    line.say({
      type: 'conversation.item.added',
      previous_item_id: 'first',
      item: item(second, 'second'),
    })
    line.say({
      type: 'conversation.item.added',
      previous_item_id: null,
      item: item('first', 'first'),
    })
    expect(session.getSnapshot().conversation.items).toMatchObject([
      { text: 'first', status: 'completed' },
      { text: 'second', status: 'completed' },
    ])
  })
})

describe('listeners', () => {
  it('hear events by name, once or always, and everything by *', async () => {
    const { session, line } = world()
    const always = vi.fn()
    const all: string[] = []
    session.on('response.created', always)
    session.on('*', ({ direction, event }) => all.push(`${direction} ${event.type}`))
    const once = session.once('response.created')
    void session.connect()
    await soon()
    line.accept()
    line.say({ type: 'response.created', response: { id: 'r1' } })
    line.say({ type: 'response.created', response: { id: 'r2' } })
    expect(await once).toMatchObject({ response: { id: 'r1' } })
    expect(always).toHaveBeenCalledTimes(2)
    expect(all).toEqual([
      'in session.created',
      'out session.update',
      'in session.updated',
      'in response.created',
      'in response.created',
    ])
  })

  it('that throw do not disturb the conversation', async () => {
    const reported = vi.fn()
    vi.stubGlobal('reportError', reported)
    const { session, line, status } = world({
      onEvent: () => {
        throw new Error('of the app')
      },
    })
    session.on('session.created', () => {
      throw new Error('of a listener')
    })
    session.subscribe(() => {
      throw new Error('of a subscriber')
    })
    void session.connect()
    await soon()
    line.accept()
    expect(status()).toBe('connected')
    expect(reported).toHaveBeenCalled()
    vi.unstubAllGlobals()
  })
})
