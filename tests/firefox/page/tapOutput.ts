import { floatToPcm16 } from '../../../src/audio/sound/pcm.ts'

const RECORDER = `registerProcessor('test-recorder', class extends AudioWorkletProcessor {
  process([[samples]]) {
    if (samples) this.port.postMessage(samples.slice())
    return true
  }
})`

/** Records, sample by sample, all that leaves for a loudspeaker or for an `<audio>` element. */
export function tapOutput() {
  const platform = AudioNode.prototype.connect
  const blocks: Float32Array[] = []
  const ready: Promise<void>[] = []
  const url = URL.createObjectURL(new Blob([RECORDER], { type: 'text/javascript' }))

  async function record(source: AudioNode) {
    await source.context.audioWorklet.addModule(url)
    const recorder = new AudioWorkletNode(source.context, 'test-recorder', { numberOfOutputs: 0 })
    recorder.port.onmessage = ({ data }: MessageEvent<Float32Array>) => blocks.push(data)
    Reflect.apply(platform, source, [recorder])
  }

  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    const [target] = to
    if (target instanceof AudioDestinationNode || target instanceof MediaStreamAudioDestinationNode)
      ready.push(record(this))
    const connected: unknown = Reflect.apply(platform, this, to)
    return connected
  } as typeof platform

  return {
    /** Resolves once nothing can be missed any more. */
    ready: () => Promise.all(ready),
    /** From the first sample that is not silence to the last one. */
    sound() {
      const all = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0))
      let at = 0
      for (const block of blocks) {
        all.set(block, at)
        at += block.length
      }
      const first = all.findIndex((sample) => sample !== 0)
      const last = all.findLastIndex((sample) => sample !== 0)
      return first < 0 ? new Int16Array(0) : floatToPcm16(all.slice(first, last + 1))
    },
  }
}

/** Where the two differ first; -1 when they are the same. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) return i
  return -1
}
