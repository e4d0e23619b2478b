import { expect, it, onTestFinished } from 'vitest'
import type { MicrophoneOptions } from '../../src/audio/Microphone.ts'
import source from '../../src/audio/worklet/voice.worklet.ts?embed'
import { wait } from './audioTap.ts'
import { heardMicrophone, toneMicrophones } from './toneMicrophones.ts'

/** Worklet nodes, as they are made. */
function seenNodes() {
  const nodes: AudioWorkletNode[] = []
  const Platform = globalThis.AudioWorkletNode
  globalThis.AudioWorkletNode = class extends Platform {
    constructor(...given: ConstructorParameters<typeof Platform>) {
      super(...given)
      nodes.push(this)
    }
  }
  onTestFinished(() => void (globalThis.AudioWorkletNode = Platform))
  return nodes
}

async function live(options?: MicrophoneOptions) {
  const devices = toneMicrophones({ '': { hz: 500 }, headset: { hz: 2000 } })
  const nodes = seenNodes()
  const heard = heardMicrophone(options)
  await heard.microphone.start()
  await expect.poll(() => heard.chunks.length).toBeGreaterThan(2)
  return { ...devices, ...heard, nodes }
}

const closedOnes = (contexts: readonly AudioContext[]) =>
  contexts.map(({ state }) => state === 'closed')

it('says that the system mutes it, and when it does not any more', async () => {
  const { microphone, state, track } = await live()
  const first = track()
  let muted = true
  Object.defineProperty(first, 'muted', { get: () => muted })
  expect(state().isMutedBySystem).toBe(false)
  first.dispatchEvent(new Event('mute'))
  expect(state()).toMatchObject({ status: 'live', isMutedBySystem: true })
  muted = false
  first.dispatchEvent(new Event('unmute'))
  expect(state()).toMatchObject({ status: 'live', isMutedBySystem: false })
  await microphone.selectDevice('headset')
  muted = true
  first.dispatchEvent(new Event('mute'))
  expect(state().isMutedBySystem).toBe(false)
  microphone.stop()
  expect(state()).toMatchObject({ isMutedBySystem: false, device: null, notice: null })
})

it('is muted by the system from the start when it comes so', async () => {
  toneMicrophones({ '': { hz: 500 } })
  const platform = navigator.mediaDevices.getUserMedia
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await platform(wanted)
    for (const track of stream.getTracks()) Object.defineProperty(track, 'muted', { value: true })
    return stream
  }
  const { microphone, state } = heardMicrophone()
  await microphone.start()
  expect(state()).toMatchObject({ status: 'live', isMutedBySystem: true })
})

it('goes on in a new context when the browser closed the one that it had', async () => {
  const { microphone, contexts, pitch, state, openTracks } = await live()
  await contexts[0]!.close()
  await expect.poll(pitch).toBe(500)
  expect(closedOnes(contexts)).toEqual([true, false])
  expect(openTracks()).toBe(1)
  await microphone.selectDevice('headset')
  await expect.poll(pitch).toBe(2000)
  expect(contexts).toHaveLength(2)
  expect(state()).toMatchObject({ status: 'live', error: null })
  microphone.stop()
  await expect.poll(() => closedOnes(contexts)).toEqual([true, true])
})

it('stays muted in a new context', async () => {
  const { microphone, contexts, chunks, nodes, pitch } = await live()
  microphone.mute()
  const heard = chunks.length
  await contexts[0]!.close()
  await expect.poll(() => nodes.length).toBe(2)
  await wait(200)
  expect(chunks).toHaveLength(heard)
  microphone.unmute()
  await expect.poll(pitch).toBe(500)
})

/** The real audio code, which breaks for good when its listeners want other rates. */
function poisonedWorklet() {
  const poison = `
    const registerPoisoned = (name, Processor) => registerProcessor(name, class extends Processor {
      constructor(options) {
        super(options)
        const { onmessage } = this.port
        this.port.onmessage = (event) => {
          this.isPoisoned ||= event.data.type === 'rates'
          onmessage.call(this.port, event)
        }
      }
      process(...given) {
        if (this.isPoisoned) throw new Error('poisoned')
        return super.process(...given)
      }
    })
  `
  const code = source.replaceAll('registerProcessor(', 'registerPoisoned(')
  const file = new Blob([poison, ';', code], { type: 'text/javascript' })
  const workletUrl = URL.createObjectURL(file)
  onTestFinished(() => URL.revokeObjectURL(workletUrl))
  return workletUrl
}

it('makes the audio code anew when it breaks, and is lost when it breaks again at once', async () => {
  const { microphone, nodes, contexts, pitch, state, openTracks } = await live({
    workletUrl: poisonedWorklet(),
  })
  const leave = microphone.listen(() => undefined, 8000)
  await expect.poll(() => nodes.length).toBe(2)
  await expect.poll(pitch).toBe(500)
  expect(state().status).toBe('live')
  leave()
  await expect.poll(state).toMatchObject({ status: 'lost', error: { code: 'audio_failed' } })
  expect(nodes).toHaveLength(2)
  expect(openTracks()).toBe(0)
  await expect.poll(() => closedOnes(contexts)).toEqual([true, true])
})

/** What the page is told of a context, which does not have to be true: as on a phone that rings. */
function pretend(context: AudioContext, state: string) {
  Object.defineProperty(context, 'state', { value: state, configurable: true })
  context.dispatchEvent(new Event('statechange'))
}

it('is patient while a call has the sound, and does not believe a context whose clock stands still', async () => {
  const { contexts, nodes, pitch, state } = await live()
  const [context] = contexts
  const resumed: string[] = []
  context!.resume = () => Promise.resolve(void resumed.push(context!.state))
  pretend(context!, 'interrupted')
  await AudioContext.prototype.suspend.call(context)
  // What was on its way comes first.
  await wait(100)
  pretend(context!, 'suspended')
  expect(resumed).toEqual(['suspended'])
  expect(nodes).toHaveLength(1)
  pretend(context!, 'running')
  expect(state().isMutedBySystem).toBe(true)
  await expect.poll(() => nodes.length, { timeout: 3000 }).toBe(2)
  await expect.poll(() => state().isMutedBySystem).toBe(false)
  await expect.poll(pitch).toBe(500)
})

it('goes on in the context that it has when that one really runs again', async () => {
  const { contexts, nodes, pitch, state } = await live()
  pretend(contexts[0]!, 'interrupted')
  expect(state()).toMatchObject({ status: 'live', isMutedBySystem: true })
  pretend(contexts[0]!, 'running')
  await expect.poll(() => state().isMutedBySystem).toBe(false)
  await wait(800)
  expect(nodes).toHaveLength(1)
  await expect.poll(pitch).toBe(500)
})

it('lets go of everything when the device gives no sound at all', async () => {
  const { streams, openTracks } = toneMicrophones({ '': { hz: 500 } })
  const { microphone, contexts, state } = heardMicrophone()
  const platform = navigator.mediaDevices.getUserMedia
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await platform(wanted)
    for (const track of stream.getAudioTracks()) stream.removeTrack(track)
    return stream
  }
  await expect(microphone.start()).rejects.toMatchObject({ code: 'microphone_missing' })
  expect(state()).toMatchObject({ status: 'off', error: { code: 'microphone_missing' } })
  expect(streams).toHaveLength(1)
  expect(openTracks()).toBe(0)
  await expect.poll(() => closedOnes(contexts)).toEqual([true])
})
