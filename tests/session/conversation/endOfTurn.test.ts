import { afterEach, describe, expect, it, vi } from 'vitest'
import { local } from '../../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { SampledMicrophone } from '../../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../../src/testing/scriptedLine.ts'
import { created, Scene, started, stopped, taken, typed } from '../../support/scene.ts'
import { connected } from '../../support/sequence.ts'

afterEach(() => {
  vi.useRealTimers()
})

const sound = (ms: number) => new Int16Array(ms * 24).fill(900)

async function talking() {
  vi.useFakeTimers()
  const line = scriptedLine()
  const microphone = new SampledMicrophone()
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://127.0.0.1:1' }),
    transport: line.transport,
    microphone,
    settings: { turnDetection: { type: 'server_vad' } },
  })
  const connecting = session.connect()
  await vi.advanceTimersByTimeAsync(0)
  line.accept()
  await connecting
  const appended = () => line.sent.filter(({ type }) => type === 'input_audio_buffer.append').length
  const status = () => session.getSnapshot().modelStatus
  return { line, microphone, session, appended, status }
}

describe('a turn whose beginning is told after the microphone was muted', () => {
  it('is given its silence, and is not listened to', async () => {
    const { line, microphone, appended, status } = await talking()
    microphone.speak(sound(400))
    microphone.mute()
    const before = appended()
    line.say(started())
    expect([status(), appended() - before]).toEqual(['thinking', 1])
  })

  it('is listened to where the user can be heard again', async () => {
    const { line, microphone, appended, status } = await talking()
    microphone.mute()
    microphone.unmute()
    const before = appended()
    line.say(started())
    expect([status(), appended() - before]).toEqual(['listening', 0])
  })

  it('is that of somebody else when it comes long after', async () => {
    const { line, microphone, session, status } = await talking()
    microphone.mute()
    await vi.advanceTimersByTimeAsync(20_000)
    session.appendAudio(sound(400))
    line.say(started())
    expect(status()).toBe('listening')
  })

  it('is given its silence when the microphone was lost, too', async () => {
    const { line, microphone, status } = await talking()
    microphone.speak(sound(400))
    microphone.lose()
    line.say(started())
    expect(status()).toBe('thinking')
  })
})

describe('a turn whose end is never told', () => {
  it('goes on as long as sound is sent', async () => {
    const { line, microphone, status } = await talking()
    line.say(started())
    for (let second = 0; second < 180; second++) {
      microphone.speak(sound(1000))
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(status()).toBe('listening')
  })

  it('is not listened to for more than 10 minutes, and is taken when the service says so after all', async () => {
    const { line, microphone, session, status, appended } = await talking()
    line.say(started())
    const talk = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        microphone.speak(sound(1000))
        await vi.advanceTimersByTimeAsync(1000)
      }
    }
    await talk(595)
    expect(status()).toBe('listening')
    await talk(60)
    expect([status(), session.getSnapshot().conversation.items]).toEqual(['idle', []])
    // What is said is not cut by silence of ours.
    expect(appended()).toBe(655 * 25)
    line.say(stopped(), taken())
    expect(session.getSnapshot().conversation.items).toMatchObject([{ status: 'completed' }])
    expect(status()).toBe('thinking')
  })

  it('is closed when no sound was sent for 10 s, and is over when nothing comes of it', async () => {
    const { line, session, appended, status } = await talking()
    line.say(started())
    session.appendAudio(sound(400))
    await vi.advanceTimersByTimeAsync(9000)
    expect([status(), appended()]).toEqual(['listening', 1])
    await vi.advanceTimersByTimeAsync(2000)
    expect([status(), appended()]).toEqual(['thinking', 2])
    await vi.advanceTimersByTimeAsync(30_000)
    const { conversation, modelStatus, error } = session.getSnapshot()
    expect([modelStatus, conversation.items, error]).toEqual(['idle', [], null])
  })

  it('is shown when the service takes it late', () => {
    const scene = new Scene().happen(started(), stopped(), { type: 'deadline' })
    scene.happen({ type: 'item.overdue', itemId: 'u1' })
    expect(scene.items).toEqual([])
    scene.happen(taken())
    expect(scene.items).toEqual(['u1 completed'])
  })

  it('is ended also where an older item of the user is still open', () => {
    const open = { id: 'A', type: 'message', role: 'user', status: 'in_progress' } as const
    const item = { ...open, content: [{ type: 'input_audio' }] } as const
    const scene = new Scene().happen({ type: 'conversation.item.deleted', item_id: 'u1' })
    scene.happen({ type: 'response.output_item.added', response_id: 'r1', item })
    scene.nowMs += 1000
    scene.happen(started())
    expect(scene.status).toBe('listening')
    const sinceMs = scene.nowMs
    scene.happen({ type: 'speech.checked', itemId: 'u1', sinceMs, quietMs: 60_000 })
    expect(scene.status).not.toBe('listening')
  })

  it('does not end the one that came after it', () => {
    const scene = new Scene().happen(started(), stopped(), taken(), started('u2'))
    scene.happen({ type: 'speech.checked', itemId: 'u1', sinceMs: 0, quietMs: 60_000 })
    scene.happen({ type: 'item.overdue', itemId: 'u1' })
    expect([scene.status, scene.items]).toEqual(['listening', ['u1 completed', 'u2 in-progress']])
  })
})

describe('the end of a turn', () => {
  it('is that the app throws away what was heard', () => {
    const scene = new Scene().happen(started(), { type: 'input_audio_buffer.cleared' })
    expect([scene.status, scene.items]).toEqual(['idle', []])
    scene.happen(typed, created('r1'))
    expect([scene.asked, scene.sent('response.cancel')]).toEqual([1, 0])
  })

  it('is that the app takes it itself, which asks for no answer', () => {
    const commit = { type: 'input_audio_buffer.commit' } as const
    const scene = new Scene().happen(started(), { type: 'event.wanted', event: commit })
    scene.happen(taken(), stopped())
    expect([scene.status, scene.items]).toEqual(['idle', ['u1 completed']])
  })

  it('is that the service takes it, and its answer may come before it says so', () => {
    const scene = new Scene().happen(started(), taken(), created('r1'), stopped())
    expect([scene.status, scene.sent('response.cancel')]).toEqual(['thinking', 0])
    scene.happen({ type: 'response.done', response: { id: 'r1', status: 'completed' } })
    expect(scene.status).toBe('idle')
  })

  it('is not that the one before it is taken', () => {
    const scene = new Scene().happen(started(), stopped(), started('u2'), taken())
    expect(scene.status).toBe('listening')
  })

  it('leaves the talk button alone', () => {
    const scene = new Scene(connected(false))
    scene.happen({ type: 'talk.pressed' }, { type: 'input_audio_buffer.cleared' }, taken())
    expect(scene.status).toBe('listening')
  })
})
