/** What the page's output was, and what was said on the line, as the test reads it. */
export interface Tapped {
  /** Every sample that reached a loudspeaker, from when the tap was in place, as PCM16 at the context's rate. */
  readonly samples: Int16Array
  readonly rateHz: number
  readonly events: readonly { readonly direction: string; readonly event: TappedEvent }[]
  /** Every value that `data-model-status` had, in order. */
  readonly statuses: readonly string[]
}

export interface TappedEvent {
  readonly type: string
  readonly item_id?: string
  readonly delta?: string
  readonly audio_end_ms?: number
  readonly [key: string]: unknown
}

/**
 * Run in the page before anything else: records, sample by sample, whatever is connected to a destination.
 *
 * The recording is a second branch beside the loudspeaker, so that what is heard stays as it is.
 */
export function installTap(): void {
  const tap = {
    blocks: [] as Float32Array[],
    rateHz: 0,
    events: [] as unknown[],
    statuses: [] as string[],
  }
  const source = `registerProcessor('output-tap', class extends AudioWorkletProcessor {
    process([input]) {
      const samples = input[0] ? input[0].slice() : new Float32Array(128)
      this.port.postMessage(samples, [samples.buffer])
      return true
    }
  })`
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const connect = AudioNode.prototype.connect as (
    this: AudioNode,
    target: AudioNode,
    ...rest: number[]
  ) => AudioNode
  AudioNode.prototype.connect = function (
    this: AudioNode,
    target: AudioNode,
    ...rest: number[]
  ): AudioNode {
    const context = this.context
    if (target instanceof AudioDestinationNode && context instanceof AudioContext) {
      tap.rateHz = context.sampleRate
      void context.audioWorklet.addModule(url).then(() => {
        const node = new AudioWorkletNode(context, 'output-tap', { numberOfOutputs: 0 })
        node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => tap.blocks.push(data)
        connect.call(this, node)
      })
    }
    return connect.call(this, target, ...rest)
  } as typeof AudioNode.prototype.connect
  const see = () => {
    const status = document
      .querySelector('[data-voice="voice-chat"]')
      ?.getAttribute('data-model-status')
    if (status && tap.statuses.at(-1) !== status) tap.statuses.push(status)
  }
  new MutationObserver(see).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['data-model-status'],
  })
  Object.assign(window, {
    tap,
    heard: (direction: string, event: unknown) => tap.events.push({ direction, event }),
  })
}
