/* global AudioContext, AudioWorkletNode, Blob, MediaStreamAudioDestinationNode, navigator */

const SOURCE = `registerProcessor('bench-voice', class extends AudioWorkletProcessor {
  constructor() {
    super()
    this.hz = 0
    this.left = 0
    this.pause = 0
    this.port.onmessage = ({ data }) => Object.assign(this, data)
  }
  process(inputs, [[output]]) {
    if (this.bursts) this.burst(output)
    const amplitude = !this.bursts || this.left > 0 ? 0.5 : 0
    for (let i = 0; i < output.length; i++)
      output[i] = this.hz === 0 ? 0 : amplitude * Math.sin((2 * Math.PI * this.hz * (currentFrame + i)) / sampleRate)
    return true
  }
  burst(output) {
    if (this.left > 0) this.left -= output.length
    else if ((this.pause -= output.length) <= 0) {
      this.left = 0.006 * sampleRate
      this.pause = (0.2 + Math.random() * 0.15) * sampleRate
      this.port.postMessage(0)
    }
  }
})`

/**
 * Takes the place of the device: a signal that is known to the sample, at a rate of one's choice.
 *
 * @returns `tone` and `bursts` say what is to be heard; `onBurst` is called when one has been rendered.
 */
export async function installVoice(rateHz) {
  const context = new AudioContext({ sampleRate: rateHz })
  const url = URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' }))
  await context.audioWorklet.addModule(url)
  const node = new AudioWorkletNode(context, 'bench-voice', { outputChannelCount: [1] })
  const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
  node.connect(output)
  await context.resume()
  navigator.mediaDevices.getUserMedia = () => Promise.resolve(output.stream.clone())
  return {
    tone: (hz) => node.port.postMessage({ hz, bursts: false }),
    bursts(onBurst) {
      node.port.onmessage = () => onBurst(performance.now())
      node.port.postMessage({ hz: 1000, bursts: true, left: 0, pause: 0.3 * rateHz })
    },
  }
}
