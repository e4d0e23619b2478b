import { expect, it } from 'vitest'
import type { CaptureListener } from '../../src/audio/MicrophoneSource.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import { RealtimeSession } from '../../src/session/RealtimeSession.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { started } from '../support/scene.ts'

/** One whose audio thread hands over what it has collected after the page has let go of the device, as in a browser. */
class LateMicrophone extends SampledMicrophone {
  readonly #listeners = new Set<CaptureListener>()

  override listen(listener: CaptureListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  handOver(): void {
    for (const listener of this.#listeners) listener(new Int16Array(960).fill(900), 24_000)
  }
}

async function conversation(settings?: SessionSettings) {
  const line = scriptedLine({ autoAccept: true })
  const microphone = new LateMicrophone()
  const endpoint = local({ url: 'ws://localhost:4400' })
  const given = { endpoint, transport: line.transport, microphone, ...(settings && { settings }) }
  const session = new RealtimeSession(given)
  await session.connect()
  return { line, microphone, session }
}

it.each<[string, (microphone: SampledMicrophone) => void]>([
  ['stopped', (microphone) => microphone.stop()],
  ['lost', (microphone) => microphone.lose()],
])(
  'says nothing after the silence that ends the turn when the microphone is %s',
  async (_how, end) => {
    const { line, microphone } = await conversation()
    line.say(started())
    microphone.handOver()
    end(microphone)
    const silence = line.sent.at(-1)
    expect(silence?.type).toBe('input_audio_buffer.append')
    microphone.handOver()
    expect(line.sent.at(-1)).toBe(silence)
  },
)

it('is silent also where no turn was open, and is heard when it is started again', async () => {
  const { line, microphone } = await conversation()
  microphone.stop()
  const { length } = line.sent
  microphone.handOver()
  expect(line.sent).toHaveLength(length)
  await microphone.start()
  microphone.handOver()
  expect(line.sent).toHaveLength(length + 1)
})

it.each<[string, SessionSettings | undefined]>([
  ['with push to talk', { turnDetection: null }],
  ['with the talk button held besides detection', undefined],
])('sends the end of a turn that the app ends %s', async (_how, settings) => {
  const { line, microphone, session } = await conversation(settings)
  session.startTurn()
  microphone.handOver()
  microphone.stop()
  const { length } = line.sent
  microphone.handOver()
  expect(line.sent.slice(length).map(({ type }) => type)).toEqual(['input_audio_buffer.append'])
})

it('gives whoever reads along all of it', async () => {
  const { microphone } = await conversation()
  let chunks = 0
  microphone.listen(() => chunks++)
  microphone.stop()
  microphone.handOver()
  expect(chunks).toBe(1)
})
