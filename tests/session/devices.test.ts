import { expect, it } from 'vitest'
import { Store } from '../../src/base/Store.ts'
import { VoiceError } from '../../src/base/errors.ts'
import type { PlayerState } from '../../src/audio/Player.ts'
import { local } from '../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'

const endpoint = local({ url: 'ws://localhost:4400' })
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

/** A loudspeaker that breaks when it is told to. */
class BrokenPlayer extends ClockedPlayer {
  readonly #own = new Store<PlayerState>({
    status: 'running',
    isPlaying: false,
    volume: 1,
    error: null,
  })
  override readonly state = this.#own

  break(): void {
    const error = new VoiceError('audio_failed')
    this.#own.set({ ...this.#own.get(), status: 'failed', error })
  }
}

const delta = {
  type: 'response.output_audio.delta',
  response_id: 'r1',
  item_id: 'a1',
  content_index: 0,
  delta: Buffer.from(new Int16Array(480).buffer).toString('base64'),
}

it('goes on in words when the loudspeaker fails, and does not think for ever', async () => {
  const line = scriptedLine({ autoAccept: true })
  const player = new BrokenPlayer()
  const session = new RealtimeSession({ endpoint, transport: line.transport, player })
  await session.connect()
  line.say({ type: 'response.created', response: { id: 'r1' } }, delta)
  expect(session.getSnapshot().turn.queued).toEqual(['a1'])
  player.break()
  expect(session.getSnapshot()).toMatchObject({
    connection: { status: 'connected' },
    error: { code: 'audio_failed' },
    turn: { queued: [], audible: null },
  })
  line.say(delta)
  await soon()
  expect(session.getSnapshot().modelStatus).toBe('speaking')
  line.say({ type: 'response.done', response: { id: 'r1', status: 'completed' } })
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(session.getSnapshot().modelStatus).toBe('idle')
})

it('leaves a microphone and a player running that the app had running before', async () => {
  const line = scriptedLine({ autoAccept: true })
  const microphone = new SampledMicrophone()
  const player = new ClockedPlayer()
  await microphone.start()
  await player.start()
  const session = new RealtimeSession({ endpoint, transport: line.transport, microphone, player })
  await session.connect()
  session.disconnect()
  await soon()
  expect(microphone.state.get().status).toBe('live')
  expect(player.state.get().status).toBe('running')
})

it('stops what it started, and may start it again at once', async () => {
  const line = scriptedLine({ autoAccept: true })
  const microphone = new SampledMicrophone()
  const player = new ClockedPlayer()
  const session = new RealtimeSession({ endpoint, transport: line.transport, microphone, player })
  await session.connect()
  session.disconnect()
  await session.connect()
  await soon()
  expect(microphone.state.get().status).toBe('live')
  expect(player.state.get().status).toBe('running')
  session.disconnect()
  await soon()
  expect(microphone.state.get().status).toBe('off')
  expect(player.state.get().status).toBe('off')
})

it('hears a microphone that is given later', async () => {
  const line = scriptedLine({ autoAccept: true })
  const session = new RealtimeSession({ endpoint, transport: line.transport })
  await session.connect()
  const microphone = new SampledMicrophone()
  session.setOptions({ endpoint, transport: line.transport, microphone })
  await microphone.start()
  microphone.speak(new Int16Array(960))
  expect(line.sent.at(-1)?.type).toBe('input_audio_buffer.append')
})

it('says that the microphone was lost, and takes it back when it is there again', async () => {
  const line = scriptedLine({ autoAccept: true })
  const microphone = new SampledMicrophone()
  const session = new RealtimeSession({ endpoint, transport: line.transport, microphone })
  await session.connect()
  microphone.lose()
  expect(session.getSnapshot()).toMatchObject({
    connection: { status: 'connected' },
    error: { code: 'microphone_lost' },
  })
  await microphone.start()
  expect(session.getSnapshot().error).toBeNull()
})
