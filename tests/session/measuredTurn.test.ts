import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { local } from '../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../src/protocol/SessionSettings.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { recordSpeech, startSimulator } from '../../src/simulator/node/index.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { websocket } from '../../src/transport/websocket.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function conversation(settings: SessionSettings = {}) {
  const simulator = await startSimulator({ pace: 0, latencyMs: 40 })
  const player = new ClockedPlayer()
  const microphone = new SampledMicrophone()
  const session = new RealtimeSession({
    endpoint: local({ url: simulator.url }),
    transport: websocket({ WebSocket }),
    player,
    microphone,
    settings,
  })
  ends.push(
    () => session.disconnect(),
    () => simulator.close(),
  )
  await session.connect()
  return { session, player, microphone }
}

/** Every stage of the last turn, in the order in which they happen. */
const stages = (session: RealtimeSession) => {
  const turn = session.getSnapshot().measures.turns.at(-1)
  return [0, turn?.createdMs ?? -1, turn?.firstDeltaMs ?? -1, turn?.firstSoundMs ?? -1]
}

it('measures a spoken turn against a service, stage after stage, and what it cost', async () => {
  const { session, player, microphone } = await conversation({
    turnDetection: { type: 'server_vad', silenceDurationMs: 400 },
  })
  const done = session.once('response.done')
  const limits = session.once('rate_limits.updated')
  const written = session.once('conversation.item.input_audio_transcription.completed')
  microphone.speak(await recordSpeech(['Good morning. How are you today?', 900]))
  await done
  player.advance(50)
  await Promise.all([limits, written])
  const { turns, usage, rateLimits } = session.getSnapshot().measures
  expect(turns).toMatchObject([{ from: 'speech', silenceMs: 400 }])
  expect(stages(session)).toEqual(stages(session).toSorted((a, b) => a - b))
  expect(usage.audio.input).toBeGreaterThan(0)
  expect(usage.audio.output).toBeGreaterThan(0)
  const counted = [usage.text, usage.audio, usage.image]
  expect(counted.reduce((sum, { input, output }) => sum + input + output, 0)).toBe(usage.total)
  expect(usage.transcription.seconds + usage.transcription.input).toBeGreaterThan(0)
  expect(rateLimits.map(({ name }) => name)).toContain('tokens')
  expect(rateLimits[0]?.resetsAtMs).toBeGreaterThan(Date.now() - 60_000)
})

it('adds the time that the player lets pass before the first sound', async () => {
  const { session, player } = await conversation()
  const done = session.once('response.done')
  session.sendText('Hello')
  await done
  const [, , , before] = stages(session)
  expect(before).toBe(-1)
  player.advance(50)
  expect(stages(session)).toEqual(stages(session).toSorted((a, b) => a - b))
  expect(session.getSnapshot().measures.turns).toMatchObject([{ from: 'request', silenceMs: null }])
})

it('has no sound in a conversation in writing', async () => {
  const { session } = await conversation({ output: 'text' })
  const done = session.once('response.done')
  session.sendText('Hello')
  await done
  const [turn] = session.getSnapshot().measures.turns
  expect(turn?.firstDeltaMs).toBeGreaterThanOrEqual(turn?.createdMs ?? Infinity)
  expect(turn?.firstSoundMs).toBeNull()
  const { text, audio } = session.getSnapshot().measures.usage
  expect([text.output > 0, audio.output]).toEqual([true, 0])
})
