import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pcm16ToBase64 } from '../../src/audio/sound/pcm.ts'
import { VoiceError } from '../../src/base/errors.ts'
import { local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import type { RealtimeSessionOptions } from '../../src/session/RealtimeSessionOptions.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

const endpoint = local({ url: 'ws://localhost:4400' })
const soon = () => vi.advanceTimersByTimeAsync(0)
const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function world(options: Partial<RealtimeSessionOptions> = {}) {
  const line = scriptedLine()
  const errors: VoiceError[] = []
  const session = new RealtimeSession({
    endpoint,
    transport: line.transport,
    onError: (error) => errors.push(error),
    ...options,
  })
  const model = () => session.getSnapshot().modelStatus
  const said = (type: string) => line.sent.filter((event) => event.type === type)
  return { line, session, errors, model, said }
}

async function connected(options: Partial<RealtimeSessionOptions> = {}) {
  const all = world(options)
  const promise = all.session.connect()
  await soon()
  all.line.accept()
  await promise
  return all
}

const created = (id: string) => ({
  type: 'response.created',
  response: { id, metadata: { asked_by: 'react-realtime-voice' } },
})
const done = (id: string, more: object = {}) => ({
  type: 'response.done',
  response: { id, status: 'completed', ...more },
})
const SECOND = pcm16ToBase64(new Int16Array(24_000).fill(1000))
const sound = (item_id: string, response_id: string, delta = SECOND) => ({
  type: 'response.output_audio.delta',
  response_id,
  item_id,
  content_index: 0,
  delta,
})
const soundDone = (item_id: string, response_id: string) => ({
  type: 'response.output_audio.done',
  response_id,
  item_id,
  content_index: 0,
})
const refusal = {
  type: 'error',
  error: { type: 'invalid_request_error', code: 'rate_limit_exceeded', event_id: 'rv-create' },
}
const busy = {
  type: 'error',
  error: { code: 'conversation_already_has_active_response', event_id: 'rv-create' },
}

describe('a request that is refused', () => {
  it('makes room for the one that waits', async () => {
    const { session, line, said } = await connected()
    session.sendText('A')
    session.sendText('B')
    line.say(refusal)
    expect(said('response.create')).toHaveLength(2)
  })

  it('does not pass its cancellation on to the next', async () => {
    const { session, line, said } = await connected()
    session.sendText('A')
    session.interrupt()
    line.say(refusal)
    session.sendText('C')
    line.say(created('r2'))
    expect(said('response.cancel')).toEqual([])
  })

  it('is not made again when it was interrupted meanwhile', async () => {
    const { session, line, said, model } = await connected()
    session.sendText('A')
    session.interrupt()
    line.say(busy)
    expect(model()).toBe('idle')
    await minutes(1)
    expect(said('response.create')).toHaveLength(1)
  })
})

describe('a service that falls silent', () => {
  it('in the middle of an answer leaves what came to be heard, and then rest', async () => {
    const { session, line, errors, model, said } = await connected()
    session.sendText('A')
    line.say(created('r1'), sound('A', 'r1'))
    await minutes(2)
    expect(model()).toBe('idle')
    // What is given up here must not keep the service busy there.
    expect(said('response.cancel')).toEqual([{ type: 'response.cancel', response_id: 'r1' }])
    expect(errors.map(({ code }) => code)).toEqual(['response_failed'])
  })

  it('and speaks again later is not heard in a turn that is over', async () => {
    const { session, line, model } = await connected()
    session.sendText('A')
    line.say(created('r1'), sound('A', 'r1'), soundDone('A', 'r1'), done('r1'))
    await minutes(1)
    line.say(sound('A', 'r1'), sound('B', 'r1'))
    await minutes(1)
    expect(model()).toBe('idle')
  })

  it.each([
    ['nothing', ''],
    ['half a sample', 'AA=='],
    ['no base64', '%%%%'],
  ])('sending %s as the sound of an item does not keep us thinking', async (_name, delta) => {
    const { session, line, model } = await connected()
    session.sendText('A')
    line.say(created('r1'), sound('A', 'r1', delta), soundDone('A', 'r1'), done('r1'))
    await minutes(1)
    expect(model()).toBe('idle')
  })
})

describe('a failure that the service tells', () => {
  it('stays in sight when it is grave', async () => {
    const { session, line, errors } = await connected()
    session.sendText('A')
    const status_details = { error: { code: 'insufficient_quota' } }
    line.say(created('r1'), done('r1', { status: 'failed', status_details }))
    expect(session.getSnapshot().error?.code).toBe('quota_exceeded')
    expect(errors).toHaveLength(1)
  })

  it('is told at once, once, and does not explain a break long after it', async () => {
    const { session, line, errors } = await connected()
    line.say({ type: 'error', error: { code: 'insufficient_quota', message: 'x' } })
    expect(errors.map(({ code }) => code)).toEqual(['quota_exceeded'])
    session.sendText('B')
    line.say(created('r1'), done('r1'))
    await minutes(60)
    line.lose(new VoiceError('connection_lost'))
    expect(session.getSnapshot().error?.code).toBe('connection_lost')
  })

  it('that a close follows is told once', async () => {
    const { line, errors } = await connected()
    line.say({ type: 'error', error: { code: 'session_expired', message: 'x' } })
    line.lose(new VoiceError('connection_lost'))
    expect(errors.map(({ code }) => code)).toEqual(['session_expired'])
  })
})

describe('handlers that act', () => {
  it('may begin anew when they are told of a failure', async () => {
    const line = scriptedLine()
    const agains: Promise<void>[] = []
    const session: RealtimeSession = new RealtimeSession({
      endpoint,
      transport: line.transport,
      onError: () => {
        if (agains.length === 0) agains.push(session.connect())
      },
    })
    const first = session.connect()
    await soon()
    line.accept()
    await first
    line.lose(new VoiceError('connection_lost'))
    await soon()
    expect(line.opened()).toBe(2)
    line.accept()
    await agains[0]
    expect(session.getSnapshot().connection.status).toBe('connected')
  })

  it('may hang up in the middle of an event', async () => {
    const line = scriptedLine({ autoAccept: true })
    const session: RealtimeSession = new RealtimeSession({
      endpoint,
      transport: line.transport,
      onEvent: ({ event }) => {
        if (event.type === 'input_audio_buffer.speech_started') session.disconnect()
      },
    })
    void session.connect()
    await soon()
    line.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    expect(session.getSnapshot()).toMatchObject({
      connection: { status: 'closed' },
      modelStatus: 'idle',
    })
  })
})

describe('a new conversation', () => {
  it('is not spoken into by the one before it', async () => {
    const player = new ClockedPlayer()
    const { session, line, model, said } = await connected({ player })
    session.sendText('A')
    line.say(created('r1'), sound('A', 'r1'), soundDone('A', 'r1'), done('r1'))
    player.advance(300)
    line.lose(new VoiceError('connection_lost'))
    expect(model()).toBe('speaking')
    void session.connect()
    await soon()
    line.accept()
    player.advance(100)
    expect(player.state.get().isPlaying).toBe(false)
    expect(said('conversation.item.truncate')).toEqual([])
  })
})

describe('settings', () => {
  it('that change while the first ones are confirmed are sent as well', async () => {
    const { session, line, said } = world()
    void session.connect()
    await soon()
    line.say({ type: 'session.created', session: { id: 's1' } })
    session.updateSettings({ voice: 'cedar' })
    line.say({ type: 'session.updated', session: { id: 's1' } })
    expect(said('session.update')).toHaveLength(2)
    expect(said('session.update')[1]).toMatchObject({
      session: { audio: { output: { voice: 'cedar' } } },
    })
  })

  it('of turn detection that change in the middle of a turn leave no empty bubble', async () => {
    const { session, line, model } = await connected()
    line.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    session.updateSettings({ turnDetection: { type: 'server_vad', threshold: 0.7 } })
    expect(model()).toBe('idle')
    expect(session.getSnapshot().conversation.items).toEqual([])
  })
})

describe('push to talk', () => {
  it('takes no turn before there is a line', async () => {
    const microphone = new SampledMicrophone()
    const { session, line, said, model } = world({
      microphone,
      settings: { turnDetection: null },
    })
    void session.connect()
    await soon()
    session.startTurn()
    await vi.advanceTimersByTimeAsync(1000)
    session.endTurn()
    line.accept()
    expect(model()).toBe('idle')
    expect(said('response.create')).toEqual([])
    expect(said('input_audio_buffer.commit')).toEqual([])
  })
})

describe('words', () => {
  it('that are quicker than their turn are kept for it', async () => {
    const { session, line } = await connected()
    line.say(
      {
        type: 'conversation.item.input_audio_transcription.completed',
        item_id: 'u1',
        content_index: 0,
        transcript: 'Hello',
      },
      { type: 'input_audio_buffer.committed', item_id: 'u1', previous_item_id: null },
    )
    expect(session.getSnapshot().conversation.items).toMatchObject([
      { id: 'u1', text: 'Hello', transcription: 'done' },
    ])
  })
})

describe('a response outside of the conversation', () => {
  it('takes no turn', async () => {
    const { line, model } = await connected()
    line.say({ type: 'response.created', response: { id: 'r1', conversation_id: null } })
    expect(model()).toBe('idle')
  })
})

describe('an event that no service should send', () => {
  const item = (id: string, previous_item_id: string) => ({
    type: 'conversation.item.added',
    previous_item_id,
    item: { id, type: 'message', role: 'user', content: [] },
  })

  it('two items after each other: both are shown', async () => {
    const { session, line } = await connected()
    line.say(item('A', 'B'), item('B', 'A'))
    expect(session.getSnapshot().conversation.items).toHaveLength(2)
  })

  it.each([
    { type: 'response.done', response: { id: 'r9', status: 'constructor' } },
    { type: 'response.done', response: { id: 'r9', output: null } },
    {
      type: 'response.done',
      response: { id: 'r9', status: 'failed', status_details: { error: 'x', reason: 7 } },
    },
    { type: 'session.created', session: { id: 's', expires_at: null } },
    sound('__proto__', 'constructor'),
  ])('%j: the conversation goes on', async (event) => {
    const { session, line } = await connected()
    session.sendText('A')
    line.say(created('r9'))
    line.say(event)
    expect(session.getSnapshot()).toMatchObject({
      connection: { status: 'connected' },
      expiresAt: null,
    })
    session.interrupt()
    await minutes(1)
    expect(session.getSnapshot().modelStatus).toBe('idle')
  })
})
