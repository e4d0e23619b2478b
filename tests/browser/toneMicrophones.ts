import { onTestFinished } from 'vitest'
import { Microphone, type MicrophoneOptions } from '../../src/audio/Microphone.ts'
import { wait } from './audioTap.ts'

interface Tone {
  readonly hz: number
  /** Of the device, which need not be that of the page's output. */
  readonly rateHz?: number
}

/**
 * Microphones that each hear a tone of half the full scale, for as long as the test lasts: only the question to the user is
 * replaced, tracks and contexts are the browser's. `''` is the system's choice.
 */
export function toneMicrophones(tones: Readonly<Record<string, Tone>>) {
  const asked: (string | null)[] = []
  const streams: MediaStream[] = []
  const refusals: DOMException[] = []
  let gate: Promise<void> = Promise.resolve()

  const devices = new Map(
    Object.entries(tones).map(([id, { hz, rateHz = 48_000 }]) => {
      const context = new AudioContext({ sampleRate: rateHz })
      // An oscillator of the browser is not clean enough to measure by.
      const buffer = new AudioBuffer({ length: rateHz, sampleRate: rateHz })
      const sine = (_: unknown, i: number) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rateHz)
      buffer.copyToChannel(Float32Array.from({ length: rateHz }, sine), 0)
      const tone = new AudioBufferSourceNode(context, { buffer, loop: true })
      tone.start()
      onTestFinished(() => context.close())
      return [id, { context, tone }]
    }),
  )

  navigator.mediaDevices.getUserMedia = async ({ audio } = {}) => {
    const wish = typeof audio === 'object' ? audio.deviceId : undefined
    const id = typeof wish === 'object' && 'exact' in wish ? String(wish.exact) : null
    asked.push(id)
    const refusal = refusals.shift()
    await gate
    if (refusal) throw refusal
    const device = devices.get(id ?? '')
    if (!device) throw new DOMException('', 'OverconstrainedError')
    const destination = new MediaStreamAudioDestinationNode(device.context, { channelCount: 1 })
    device.tone.connect(destination)
    const { stream } = destination
    for (const track of stream.getAudioTracks()) {
      const settings = track.getSettings()
      track.getSettings = () => ({ ...settings, deviceId: id ?? 'built-in' })
    }
    streams.push(stream)
    return stream
  }
  onTestFinished(() => {
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia')
  })

  return {
    /** The ids that were asked for, one after the other. */
    asked,
    streams,
    /** The track that was opened last. */
    track: () => streams.at(-1)!.getAudioTracks()[0]!,
    /** How many tracks are open. */
    openTracks: () =>
      streams.flatMap((s) => s.getTracks()).filter((t) => t.readyState === 'live').length,
    /** The next question is answered so. */
    refuse: (name: string) => refusals.push(new DOMException('', name)),
    /** Questions wait from here on; answers how to let them through. */
    hold() {
      let open = () => {}
      gate = new Promise((resolve) => (open = resolve))
      return () => open()
    },
  }
}

/** A microphone that is stopped with the test, what a listener heard of it, and the contexts that it made. */
export function heardMicrophone(options: MicrophoneOptions = {}, rateHz?: number) {
  const contexts: AudioContext[] = []
  class SeenContext extends AudioContext {
    constructor(wanted?: AudioContextOptions) {
      super(wanted)
      contexts.push(this)
    }
  }
  const microphone = new Microphone({ prerollMs: 0, AudioContext: SeenContext, ...options })
  const chunks: Int16Array[] = []
  microphone.listen((pcm) => chunks.push(pcm), rateHz)
  onTestFinished(() => microphone.stop())
  return {
    microphone,
    contexts,
    chunks,
    state: () => microphone.state.get(),
    /** That of the next chunk, to the nearest 500 Hz. */
    async pitch() {
      const before = chunks.length
      while (chunks.length === before) await wait(10)
      return Math.round(pitchHz(chunks[before]!) / 500) * 500
    },
  }
}

/** The frequency of a tone, from its zero crossings. */
function pitchHz(pcm: ArrayLike<number>, rateHz = 24_000): number {
  let crossings = 0
  for (let i = 1; i < pcm.length; i++) if (pcm[i - 1]! < 0 && pcm[i]! >= 0) crossings++
  return (crossings * rateHz) / pcm.length
}
