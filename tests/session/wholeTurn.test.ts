import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { local } from '../../src/protocol/endpoint.ts'
import type { ClientEvent } from '../../src/protocol/clientEvents.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import { startSimulator, type SimulatorOptions } from '../../src/simulator/node/index.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { websocket } from '../../src/transport/websocket.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Hears sound as speech and zeros as silence, so that a test says exactly when somebody talks. */
async function conversation(options: SimulatorOptions = {}, settings: SessionSettings = {}) {
  const simulator = await startSimulator({ pace: 0, ...options })
  const player = new ClockedPlayer()
  const microphone = new SampledMicrophone()
  const session = new RealtimeSession({
    endpoint: local({ url: simulator.url }),
    transport: websocket({ WebSocket }),
    player,
    microphone,
    settings,
  })
  const sent: ClientEvent[] = []
  session.on('*', (any) => {
    if (any.direction === 'out' && any.event.type !== 'input_audio_buffer.append')
      sent.push(any.event)
  })
  ends.push(
    () => session.disconnect(),
    () => simulator.close(),
  )
  await session.connect()
  const statuses: string[] = ['idle']
  session.subscribe(() => {
    const { modelStatus } = session.getSnapshot()
    if (statuses.at(-1) !== modelStatus) statuses.push(modelStatus)
  })
  const speech = await spoken('Good morning. How are you today?')
  return { simulator, session, player, microphone, sent, statuses, speech }
}

const silence = (ms: number) => new Int16Array(ms * 24)

/** The simulator's own voice. */
async function spoken(text: string): Promise<Int16Array> {
  const { createFliteVoice } = await import('../../src/simulator/node/FliteVoice.ts')
  const voice = await createFliteVoice()
  if (voice === null) throw new Error('the voice is not installed')
  ends.push(() => voice.close())
  return voice.speak(text, 'alloy')
}

const until = async (reached: () => boolean) => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('a spoken turn', () => {
  it('goes from idle over listening, thinking and speaking to idle, and is written down in order', async () => {
    const { session, player, microphone, statuses, speech } = await conversation()
    const done = session.once('response.done')
    microphone.speak(speech)
    microphone.speak(silence(900))
    await done
    await until(() => player.advance(100) === undefined && statuses.at(-1) === 'idle')
    expect(statuses).toEqual(['idle', 'listening', 'thinking', 'speaking', 'idle'])
    const { items } = session.getSnapshot().conversation
    expect(items.map(({ role }) => role)).toEqual(['user', 'assistant'])
    await until(() => session.getSnapshot().conversation.items[0]?.transcription === 'done')
    expect(session.getSnapshot().conversation.items[0]?.text).toMatch(/speech, \d/)
  })

  it('cuts the answer when the user talks over it, and tells the service what was heard', async () => {
    const { session, player, microphone, sent, statuses, speech } = await conversation({
      brain: 'longTalker',
    })
    const done = session.once('response.done')
    microphone.speak(speech)
    microphone.speak(silence(900))
    await done
    player.advance(2000)
    expect(session.getSnapshot().modelStatus).toBe('speaking')
    const heard = session.once('heard')
    microphone.speak(speech)
    const [cut] = await heard
    microphone.speak(silence(900))
    await until(() => session.getSnapshot().conversation.items.length === 4)
    const truncates = sent.filter((event) => event.type === 'conversation.item.truncate')
    expect(truncates).toHaveLength(1)
    expect(truncates[0]).toMatchObject({ item_id: cut?.itemId, audio_end_ms: cut?.heardMs })
    // 2 s were played, and the fade of 5 ms is heard too.
    expect(cut?.heardMs).toBe(2005)
    const [, answer] = session.getSnapshot().conversation.items
    expect(answer).toMatchObject({ status: 'interrupted', heardMs: cut?.heardMs, cutBy: 'user' })
    expect(answer?.heardText).not.toBe('')
    expect((answer?.heardText ?? '') + (answer?.unheardText ?? '')).toBe(answer?.text)
    expect(answer?.unheardText).not.toBe('')
    expect(statuses.slice(0, 5)).toEqual(['idle', 'listening', 'thinking', 'speaking', 'listening'])
  })

  it('ends when the user mutes in the middle of it, and nothing is sent from then on', async () => {
    const { session, microphone, simulator, speech } = await conversation()
    const stopped = session.once('input_audio_buffer.speech_stopped')
    microphone.speak(speech)
    await session.once('input_audio_buffer.speech_started')
    microphone.mute()
    await stopped
    const appended = () =>
      simulator.events.filter((logged) => JSON.stringify(logged).includes('buffer.append')).length
    const before = appended()
    microphone.speak(speech)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(appended()).toBe(before)
  })

  it('keeps what was said while connecting', async () => {
    const simulator = await startSimulator({ pace: 0 })
    const microphone = new SampledMicrophone()
    const session = new RealtimeSession({
      endpoint: local({ url: simulator.url }),
      transport: websocket({ WebSocket }),
      microphone,
    })
    ends.push(
      () => session.disconnect(),
      () => simulator.close(),
    )
    const speech = await spoken('Hello?')
    const started = session.once('input_audio_buffer.speech_started')
    const connected = session.connect()
    await until(() => microphone.state.get().status === 'live')
    microphone.speak(speech)
    await connected
    microphone.speak(silence(900))
    expect(await started).toMatchObject({ type: 'input_audio_buffer.speech_started' })
  })
})

describe('push to talk', () => {
  it('takes the turn while the button is held', async () => {
    const { session, microphone, statuses, sent, speech } = await conversation(
      {},
      { turnDetection: null },
    )
    session.startTurn()
    microphone.speak(speech)
    await new Promise((resolve) => setTimeout(resolve, 120))
    const done = session.once('response.done')
    session.endTurn()
    await done
    expect(statuses.slice(0, 3)).toEqual(['idle', 'listening', 'thinking'])
    expect(sent.map(({ type }) => type)).toEqual([
      'session.update',
      'input_audio_buffer.clear',
      'input_audio_buffer.commit',
      'response.create',
    ])
  })
})

describe('a microphone that cannot be had', () => {
  it('leaves a conversation to listen and type, and says why', async () => {
    const simulator = await startSimulator({ pace: 0 })
    const microphone = new SampledMicrophone()
    const session = new RealtimeSession({
      endpoint: local({ url: simulator.url }),
      transport: websocket({ WebSocket }),
      microphone,
    })
    ends.push(
      () => session.disconnect(),
      () => simulator.close(),
    )
    microphone.fail('microphone_denied')
    await session.connect()
    expect(session.getSnapshot()).toMatchObject({
      connection: { status: 'connected' },
      error: { code: 'microphone_denied' },
    })
    await microphone.start()
    expect(session.getSnapshot().error).toBeNull()
  })

  it('is a failure where the app says so', async () => {
    const simulator = await startSimulator({ pace: 0 })
    const microphone = new SampledMicrophone()
    const session = new RealtimeSession({
      endpoint: local({ url: simulator.url }),
      transport: websocket({ WebSocket }),
      microphone,
      requireMicrophone: true,
    })
    ends.push(() => simulator.close())
    microphone.fail('microphone_missing')
    await expect(session.connect()).rejects.toMatchObject({ code: 'microphone_missing' })
    expect(session.getSnapshot().connection.status).toBe('failed')
  })
})
