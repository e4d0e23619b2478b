import { onTestFinished } from 'vitest'
import { floatToPcm16 } from '../../src/audio/sound/pcm.ts'

const RECORDER = `registerProcessor('test-recorder', class extends AudioWorkletProcessor {
  process([[samples]]) {
    if (samples) this.port.postMessage({ samples: samples.slice(), atSeconds: currentTime })
    return true
  }
})`

interface Block {
  readonly samples: Float32Array
  /** The context's clock at the first of them. */
  readonly atSeconds: number
}

/** Records, sample by sample, all that reaches the loudspeaker from here to the end of the test. */
export function tapOutput() {
  const platform = AudioNode.prototype.connect
  const blocks: Block[] = []
  const contexts = new Set<BaseAudioContext>()
  const ready: Promise<void>[] = []
  const url = URL.createObjectURL(new Blob([RECORDER], { type: 'text/javascript' }))

  const { addModule } = AudioWorklet.prototype
  const recorders = new Map<AudioWorklet, Promise<void>>()
  // Whoever plays through a new context waits for its recorder, or the first blocks would not be on the tape.
  AudioWorklet.prototype.addModule = async function (this: AudioWorklet, ...module) {
    await recorders.get(this)
    return Reflect.apply(addModule, this, module)
  }

  async function record(source: AudioNode) {
    await Reflect.apply(addModule, source.context.audioWorklet, [url])
    const recorder = new AudioWorkletNode(source.context, 'test-recorder', { numberOfOutputs: 0 })
    recorder.port.onmessage = ({ data }: MessageEvent<Block>) => blocks.push(data)
    Reflect.apply(platform, source, [recorder])
  }

  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    if (to[0] instanceof AudioDestinationNode) {
      contexts.add(this.context)
      const recorded = record(this)
      recorders.set(this.context.audioWorklet, recorded)
      ready.push(recorded)
    }
    const connected: unknown = Reflect.apply(platform, this, to)
    return connected
  } as typeof platform
  onTestFinished(() => {
    AudioNode.prototype.connect = platform
    AudioWorklet.prototype.addModule = addModule
    URL.revokeObjectURL(url)
  })

  return {
    ready: () => Promise.all(ready),
    /** Where the sound goes. */
    context() {
      const [context] = contexts
      if (!(context instanceof AudioContext)) throw new Error('nothing is connected')
      return context
    },
    /** When the first sample that is not silence was rendered, on the context's clock. */
    firstSoundSeconds() {
      for (const { samples, atSeconds } of blocks) {
        const at = samples.findIndex((sample) => sample !== 0)
        if (at >= 0) return atSeconds + at / this.context().sampleRate
      }
      return null
    },
    /** From the first sample that is not silence to the last one. */
    sound() {
      const all = new Float32Array(blocks.reduce((sum, { samples }) => sum + samples.length, 0))
      let at = 0
      for (const { samples } of blocks) {
        all.set(samples, at)
        at += samples.length
      }
      const first = all.findIndex((sample) => sample !== 0)
      const last = all.findLastIndex((sample) => sample !== 0)
      return first < 0 ? new Int16Array(0) : floatToPcm16(all.slice(first, last + 1))
    },
  }
}

/** Where the two differ first; -1 when they are the same. Quicker, and shorter to read, than a comparison of arrays. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) return i
  return -1
}

export const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Keeps this thread busy, so that messages pile up unread. */
export function block(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}
