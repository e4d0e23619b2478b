import { afterEach, expect, it, vi } from 'vitest'
import { local } from '../../../src/protocol/endpoint.ts'
import '../../../src/session/reduce.ts'
import type { BargeIn } from '../../../src/session/BargeIn.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { ClockedPlayer } from '../../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../../src/testing/scriptedLine.ts'
import { created, sound, started } from '../../support/scene.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
  vi.useRealTimers()
})

async function conversation(bargeIn: BargeIn) {
  const line = scriptedLine({ autoAccept: true })
  const player = new ClockedPlayer()
  const microphone = new SampledMicrophone()
  const given = { endpoint: local({ url: 'ws://localhost:4400' }), transport: line.transport }
  const session = new RealtimeSession({ ...given, player, microphone, bargeIn })
  ends.push(() => session.disconnect())
  await session.connect()
  const appends = () => line.sent.filter(({ type }) => type === 'input_audio_buffer.append').length
  const detection = () =>
    line.sent.findLast(
      (event) => event.type === 'session.update' && event.session.audio?.input?.turn_detection,
    )
  const answer = () => {
    line.say(created('r1'), { ...sound('A', 'r1'), delta: 'A'.repeat(6400) })
    player.advance(60)
  }
  const choose = (mode: BargeIn) =>
    session.setOptions({ ...given, player, microphone, bargeIn: mode })
  return { line, player, microphone, session, appends, detection, answer, choose }
}

const voice = () => new Int16Array(960).fill(5000)

it('sends nothing of the microphone while the answer is heard, and a moment longer', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const { microphone, appends, answer, player, line, session } = await conversation('off')
  microphone.speak(voice())
  expect(appends()).toBe(1)
  answer()
  expect(session.getSnapshot().modelStatus).toBe('speaking')
  microphone.speak(voice())
  expect(appends()).toBe(1)
  line.say(
    { type: 'response.output_audio.done', item_id: 'A', response_id: 'r1', content_index: 0 },
    { type: 'response.done', response: { id: 'r1', status: 'completed' } },
  )
  player.advance(1000)
  expect(session.getSnapshot().modelStatus).toBe('idle')
  vi.advanceTimersByTime(200)
  microphone.speak(voice())
  expect(appends()).toBe(1)
  vi.advanceTimersByTime(100)
  microphone.speak(voice())
  expect(appends()).toBe(2)
})

it('tells the service that speech does not cut, and tells it otherwise when that changes', async () => {
  const { detection, choose, line } = await conversation('off')
  const interrupts = () =>
    JSON.stringify(detection()).match(/"interrupt_response":(true|false)/)?.[1]
  expect(interrupts()).toBe('false')
  choose('server')
  expect(interrupts()).toBe('true')
  const before = line.sent.length
  choose('local')
  expect(line.sent).toHaveLength(before)
  choose('off')
  expect(interrupts()).toBe('false')
})

it('closes a turn that the answer begins in, because its end would not be heard', async () => {
  const { line, answer, appends, session } = await conversation('off')
  line.say(started())
  expect(session.getSnapshot().modelStatus).toBe('listening')
  answer()
  expect(session.getSnapshot().modelStatus).toBe('speaking')
  expect(appends()).toBe(1)
})

it('closes a turn of which the service says only after the answer has begun', async () => {
  const { line, answer, appends, session } = await conversation('off')
  answer()
  line.say(started())
  expect(session.getSnapshot().modelStatus).toBe('speaking')
  // The silence that ends it, instead of the microphone.
  expect(appends()).toBe(1)
})

it('leaves such a turn to the service where speech may cut', async () => {
  const { line, answer, appends, session } = await conversation('server')
  answer()
  line.say(started())
  expect(session.getSnapshot().modelStatus).toBe('listening')
  expect(appends()).toBe(0)
})

it('hears the user over the answer otherwise', async () => {
  const { microphone, appends, answer } = await conversation('server')
  answer()
  microphone.speak(voice())
  expect(appends()).toBe(1)
})

it('hears whoever presses the talk button over the answer from the first moment', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const { microphone, appends, answer, session } = await conversation('off')
  answer()
  // A microphone gives sound all the time: what it hears now may be the answer.
  microphone.speak(voice())
  expect(appends()).toBe(0)
  session.startTurn()
  for (let chunk = 1; chunk <= 5; chunk++) {
    vi.advanceTimersByTime(40)
    microphone.speak(voice())
    expect(appends()).toBe(chunk)
  }
})
