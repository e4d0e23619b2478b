import { expect, it } from 'vitest'
import { Store } from '../../src/base/Store.ts'
import { VoiceError } from '../../src/base/errors.ts'
import type { MicrophoneState } from '../../src/audio/MicrophoneSource.ts'
import type { PlayerState } from '../../src/audio/Player.ts'
import { local } from '../../src/protocol/endpoint.ts'
import { Devices, type DeviceOptions } from '../../src/session/Devices.ts'
import { Ears } from '../../src/session/Ears.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { initialState } from '../../src/session/state.ts'
import { Uplink } from '../../src/session/Uplink.ts'
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

/** A loudspeaker that cannot be opened until it works. */
class FailingPlayer extends ClockedPlayer {
  works = false
  readonly #own = new Store<PlayerState>({
    status: 'off',
    isPlaying: false,
    volume: 1,
    error: null,
  })
  override readonly state = this.#own

  override start(): Promise<void> {
    const error = this.works ? null : new VoiceError('audio_failed')
    this.#own.set({ ...this.#own.get(), status: this.works ? 'running' : 'failed', error })
    return error ? Promise.reject(error) : Promise.resolve()
  }

  override stop(): void {
    this.#own.set({ ...this.#own.get(), status: 'off', error: null })
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

const speech = { type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 }
const answer = [
  { type: 'response.created', response: { id: 'r1' } },
  delta,
  { type: 'response.output_audio.done', response_id: 'r1', item_id: 'a1', content_index: 0 },
  { type: 'response.done', response: { id: 'r1', status: 'completed' } },
]

async function connected(devices: DeviceOptions = {}) {
  const line = scriptedLine({ autoAccept: true })
  const options = { endpoint, transport: line.transport }
  const session = new RealtimeSession({ ...options, ...devices })
  await session.connect()
  const give = (later: DeviceOptions) => session.setOptions({ ...options, ...later })
  const model = () => session.getSnapshot().modelStatus
  return { line, session, give, model }
}

const statusOf = (device: SampledMicrophone | ClockedPlayer) => device.state.get().status

it('lets go of a replaced microphone that it started, and leaves the new one to the app', async () => {
  const [mine, theirs] = [new SampledMicrophone(), new SampledMicrophone()]
  const { line, session, give } = await connected({ microphone: mine })
  await theirs.start()
  give({ microphone: theirs })
  expect(statusOf(mine)).toBe('off')
  theirs.speak(new Int16Array(960))
  expect(line.sent.at(-1)?.type).toBe('input_audio_buffer.append')
  const count = line.sent.length
  await mine.start()
  mine.speak(new Int16Array(960))
  expect(line.sent).toHaveLength(count)
  session.disconnect()
  await soon()
  expect(statusOf(theirs)).toBe('live')
})

it('starts what is given while it runs, and stops it in the end', async () => {
  const [microphone, player] = [new SampledMicrophone(), new ClockedPlayer()]
  const { line, session, give, model } = await connected()
  give({ microphone, player })
  await soon()
  expect([statusOf(microphone), statusOf(player)]).toEqual(['live', 'running'])
  line.say(...answer)
  player.advance(10)
  expect(model()).toBe('speaking')
  session.disconnect()
  await soon()
  expect([statusOf(microphone), statusOf(player)]).toEqual(['off', 'off'])
})

it('starts nothing that is given when the conversation is over', async () => {
  const [microphone, player] = [new SampledMicrophone(), new ClockedPlayer()]
  const { session, give } = await connected()
  session.disconnect()
  give({ microphone, player })
  await soon()
  expect([statusOf(microphone), statusOf(player)]).toEqual(['off', 'off'])
})

it('says why a microphone that is given later cannot be had', async () => {
  const microphone = new SampledMicrophone()
  const { session, give } = await connected()
  microphone.fail('microphone_denied')
  give({ microphone })
  await soon()
  expect(session.getSnapshot()).toMatchObject({
    connection: { status: 'connected' },
    error: { code: 'microphone_denied' },
  })
})

it('goes on with another player in mid-sound, and is not speaking for ever', async () => {
  const [old, next] = [new ClockedPlayer(), new ClockedPlayer()]
  const { line, give, model } = await connected({ player: old })
  line.say(...answer)
  old.advance(10)
  expect(model()).toBe('speaking')
  give({ player: next })
  expect(model()).toBe('idle')
  await soon()
  expect(statusOf(old)).toBe('off')
  line.say({ ...answer[0], response: { id: 'r2' } }, { ...delta, response_id: 'r2', item_id: 'a2' })
  next.advance(10)
  expect(model()).toBe('speaking')
})

it.each<[string, (devices: Devices) => void]>([
  ['replaced', (devices) => devices.use({ player: new ClockedPlayer() })],
  ['not needed any more', (devices) => devices.stop()],
])('gives a player of the app back silent and as loud as it was when it is %s', async (_n, end) => {
  const old = new ClockedPlayer()
  await old.start()
  const ears = new Ears(
    () => {},
    new Uplink(() => {}),
    () => initialState({}),
  )
  const devices = new Devices(() => {}, ears)
  devices.use({ player: old })
  await devices.start()
  devices.play({ type: 'play', itemId: 'a1', contentIndex: 0, audio: delta.delta })
  old.advance(10)
  devices.duck()
  expect(old.gain).toBeCloseTo(0.2)
  end(devices)
  await soon()
  expect(old.gain).toBe(1)
  expect(old.state.get()).toMatchObject({ status: 'running', volume: 1, isPlaying: false })
})

it('keeps a player that was taken away and given back within its fade', async () => {
  const player = new ClockedPlayer()
  const { session, give } = await connected({ player })
  give({})
  give({ player })
  await soon()
  expect(statusOf(player)).toBe('running')
  session.disconnect()
  await soon()
  expect(statusOf(player)).toBe('off')
})

it('stops a replaced player also when the next conversation begins within the fade', async () => {
  const player = new ClockedPlayer()
  const { session, give } = await connected({ player })
  session.disconnect()
  give({})
  await session.connect()
  await soon()
  session.disconnect()
  await soon()
  expect(statusOf(player)).toBe('off')
})

it('leaves a microphone to the app that was asking for it', async () => {
  const microphone = new SampledMicrophone()
  const asked = microphone.start()
  const { line, session } = await connected({ microphone })
  await asked
  microphone.speak(new Int16Array(960))
  expect(line.sent.at(-1)?.type).toBe('input_audio_buffer.append')
  session.disconnect()
  await soon()
  expect(statusOf(microphone)).toBe('live')
})

it('says why a microphone that the app was asking for cannot be had', async () => {
  const microphone = new SampledMicrophone()
  microphone.fail('microphone_denied')
  microphone.start().catch(() => undefined)
  const { session } = await connected({ microphone })
  await soon()
  expect(session.getSnapshot().error?.code).toBe('microphone_denied')
})

it('lets go of a player that failed in the conversation before', async () => {
  const player = new FailingPlayer()
  const { session } = await connected({ player })
  session.disconnect()
  await soon()
  expect(statusOf(player)).toBe('failed')
  player.works = true
  await session.connect()
  expect(statusOf(player)).toBe('running')
  session.disconnect()
  await soon()
  expect(statusOf(player)).toBe('off')
})

it.each<[string, (microphone: SampledMicrophone, give: (later: DeviceOptions) => void) => void]>([
  ['stopped', (microphone) => microphone.stop()],
  ['lost', (microphone) => microphone.lose()],
  ['taken away', (_microphone, give) => give({})],
])('closes the turn of a user whose microphone is %s in mid-speech', async (_name, end) => {
  const microphone = new SampledMicrophone()
  const { line, give, model } = await connected({ microphone })
  line.say(speech)
  expect(model()).toBe('listening')
  end(microphone, give)
  expect(model()).not.toBe('listening')
  expect(line.sent.at(-1)?.type).toBe('input_audio_buffer.append')
})

it('sends nothing more when it stops the microphone itself in mid-speech', async () => {
  const { line, session, model } = await connected({ microphone: new SampledMicrophone() })
  line.say(speech)
  const count = line.sent.length
  session.disconnect()
  await soon()
  expect(line.sent).toHaveLength(count)
  expect(model()).toBe('idle')
})

it('says once why another microphone could not be had while this one goes on', async () => {
  const store = new Store<MicrophoneState>({ status: 'live', error: null })
  class RefusingMicrophone extends SampledMicrophone {
    override readonly state = store
  }
  const warnings: VoiceError[] = []
  const { session } = await connected({ microphone: new RefusingMicrophone() })
  session.on('warning', (warning) => warnings.push(warning))
  const error = new VoiceError('microphone_missing', { severity: 'warning' })
  store.set({ status: 'live', error })
  store.set({ status: 'muted', error })
  expect(warnings).toEqual([error])
  expect(session.getSnapshot().error).toBeNull()
})
