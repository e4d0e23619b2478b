/* global AudioContext, AudioDestinationNode, AudioNode, AudioWorkletNode, Blob, MediaStreamAudioDestinationNode */

const RECORDER = `registerProcessor('bench-tap', class extends AudioWorkletProcessor {
  process([[samples]]) {
    if (samples) this.port.postMessage({ samples: samples.slice(), frame: currentFrame })
    return true
  }
})`

const isOutput = (target) =>
  target instanceof AudioDestinationNode || target instanceof MediaStreamAudioDestinationNode

/**
 * Records, sample by sample, whatever a player that is opened from now on sends to an output: a second branch beside
 * the loudspeaker, so that what is heard stays as it is.
 */
export function installTap() {
  const platform = AudioNode.prototype.connect
  const Platform = AudioContext
  const opened = []
  const taps = new Map()

  AudioNode.prototype.connect = function (...to) {
    if (isOutput(to[0])) taps.get(this.context)?.join(this)
    return Reflect.apply(platform, this, to)
  }
  globalThis.AudioContext = class extends Platform {
    constructor(options) {
      super(options)
      opened.push(this)
      taps.set(
        this,
        makeTap(this, (source, recorder) => Reflect.apply(platform, source, [recorder])),
      )
    }
  }

  return {
    /** The tap of the context that was opened last. Resolves when it records. */
    async last() {
      const tap = taps.get(opened.at(-1))
      await tap.ready
      return tap
    },
  }
}

function makeTap(context, connect) {
  const url = URL.createObjectURL(new Blob([RECORDER], { type: 'text/javascript' }))
  let recorder = null
  let sources = []
  let blocks = []
  let onSound = null
  const hear = ({ data }) => {
    blocks.push(data)
    if (onSound && data.samples.some((sample) => sample !== 0)) {
      const tell = onSound
      onSound = null
      tell(performance.now())
    }
  }
  return {
    context,
    join(source) {
      if (recorder) connect(source, recorder)
      else sources.push(source)
    },
    ready: context.audioWorklet.addModule(url).then(() => {
      recorder = new AudioWorkletNode(context, 'bench-tap', { numberOfOutputs: 0 })
      recorder.port.onmessage = hear
      for (const source of sources) connect(source, recorder)
      sources = []
    }),
    /** The next frame that a block begins with, as this thread knows it. */
    frame: () => Math.round(context.currentTime * context.sampleRate),
    /** When the next sample that is not silence has been rendered, on this page's clock. */
    nextSound: () => new Promise((resolve) => (onSound = resolve)),
    clear: () => (blocks = []),
    /** Everything since `clear`, silence where nothing was connected, and the frame that it begins with. */
    recording() {
      const from = blocks[0]?.frame ?? 0
      const last = blocks.at(-1)
      const samples = new Float32Array(last ? last.frame - from + last.samples.length : 0)
      for (const block of blocks) samples.set(block.samples, block.frame - from)
      return { from, samples }
    },
  }
}

export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
