import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { started } from '../support/scene.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const voice = () => new Int16Array(960).fill(900)

/** A user in mid-speech. */
async function talk(microphone = new SampledMicrophone()) {
  const line = scriptedLine({ autoAccept: true })
  const given = { endpoint: local({ url: 'ws://localhost:4400' }), transport: line.transport }
  const session = new RealtimeSession({ ...given, microphone })
  await session.connect()
  line.say(started())
  const model = () => session.getSnapshot().modelStatus
  const appends = () => line.sent.filter(({ type }) => type === 'input_audio_buffer.append').length
  const give = (next: SampledMicrophone) => session.setOptions({ ...given, microphone: next })
  const mutedAtMs = () => session.getSnapshot().turn.mutedAtMs
  return { microphone, session, model, appends, give, mutedAtMs }
}

it('ends the turn of a user whose sound a call has taken, and hears them again after it', async () => {
  const { microphone, model, appends } = await talk()
  microphone.muteBySystem(true)
  vi.advanceTimersByTime(999)
  expect([model(), appends()]).toEqual(['listening', 0])
  vi.advanceTimersByTime(1)
  expect([model(), appends()]).toEqual(['thinking', 1])
  microphone.speak(voice())
  expect(appends()).toBe(1)
  microphone.muteBySystem(false)
  microphone.speak(voice())
  expect(appends()).toBe(2)
})

it('goes on with the turn of a user whose sound was gone for a blink, however often', async () => {
  const { microphone, model, appends, mutedAtMs } = await talk()
  for (let blink = 0; blink < 3; blink++) {
    microphone.muteBySystem(true)
    vi.advanceTimersByTime(900)
    microphone.muteBySystem(false)
    vi.advanceTimersByTime(200)
  }
  expect([model(), appends(), mutedAtMs()]).toEqual(['listening', 0, null])
})

it('counts the second from the beginning, whatever else is told of the microphone', async () => {
  const { microphone, model } = await talk()
  microphone.muteBySystem(true)
  vi.advanceTimersByTime(600)
  microphone.muteBySystem(true)
  vi.advanceTimersByTime(400)
  expect(model()).toBe('thinking')
})

it.each<[string, (microphone: SampledMicrophone) => void]>([
  ['muted', (microphone) => microphone.mute()],
  ['stopped', (microphone) => microphone.stop()],
  ['lost', (microphone) => microphone.lose()],
])('ends the turn at once when the microphone is %s meanwhile, and once', async (_how, end) => {
  const { microphone, model, appends } = await talk()
  microphone.muteBySystem(true)
  vi.advanceTimersByTime(500)
  end(microphone)
  expect([model(), appends()]).toEqual(['thinking', 1])
  vi.advanceTimersByTime(5000)
  expect(appends()).toBe(1)
})

it('gives a microphone that takes over, and begins mute, the same second', async () => {
  const next = new SampledMicrophone()
  await next.start()
  next.muteBySystem(true)
  const { give, model, appends } = await talk()
  give(next)
  expect([model(), appends()]).toEqual(['listening', 0])
  vi.advanceTimersByTime(1000)
  expect([model(), appends()]).toEqual(['thinking', 1])
})

it('hears whoever goes on in such a microphone', async () => {
  const next = new SampledMicrophone()
  await next.start()
  next.muteBySystem(true)
  const { give, model, appends } = await talk()
  give(next)
  vi.advanceTimersByTime(500)
  next.muteBySystem(false)
  vi.advanceTimersByTime(5000)
  expect([model(), appends()]).toEqual(['listening', 0])
})

it('waits for nobody when the conversation is over', async () => {
  const { microphone, session } = await talk()
  microphone.muteBySystem(true)
  session.disconnect()
  await vi.advanceTimersByTimeAsync(0)
  expect(vi.getTimerCount()).toBe(0)
})

it('is not unmuted by the end of a call when the user has muted it', async () => {
  const { microphone, mutedAtMs } = await talk()
  microphone.muteBySystem(true)
  microphone.mute()
  microphone.muteBySystem(false)
  expect(mutedAtMs()).not.toBeNull()
  microphone.unmute()
  expect(mutedAtMs()).toBeNull()
})

it('forgets that the user had muted a microphone when they are heard through another', async () => {
  const next = new SampledMicrophone()
  await next.start()
  const { microphone, give, mutedAtMs } = await talk()
  microphone.mute()
  expect(mutedAtMs()).not.toBeNull()
  give(next)
  expect(mutedAtMs()).toBeNull()
})
