/* global AnalyserNode, AudioWorkletNode, Blob, GainNode, OfflineAudioContext */
import elevenlabs from '@elevenlabs/client/worklets/audioConcatProcessor.js?raw'
import { AudioPlayer } from 'react-realtime-voice'
import { rawPlayers } from '../players/rawPlayers.mjs'

const RATE_HZ = 24_000
const QUANTUM = 128
const ECHO = `registerProcessor('echo', class extends AudioWorkletProcessor {
  constructor() {
    super()
    this.port.onmessage = () => this.port.postMessage(0)
  }
  process() {
    return false
  }
})`

const add = (context, source) => {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  return context.audioWorklet.addModule(url).finally(() => URL.revokeObjectURL(url))
}

/** Renders when it is told to, and looks to a player like a context that plays. */
class RenderedContext extends OfflineAudioContext {
  constructor(quanta) {
    super({ numberOfChannels: 1, length: quanta * QUANTUM, sampleRate: RATE_HZ })
  }
  get state() {
    return 'running'
  }
  resume() {
    return Promise.resolve()
  }
  close() {
    return Promise.resolve()
  }
  proceed() {
    return super.resume()
  }
}

const straight = (context, node) => node.connect(context.destination)

/** How each client lets the sound of its worklet out: who has no volume has no gain. */
const WAYS = {
  elevenlabs: (context, node) =>
    node
      .connect(new GainNode(context))
      .connect(new AnalyserNode(context))
      .connect(context.destination),
  wavtools(context, node) {
    straight(context, node)
    node.connect(new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0.1 }))
  },
}

/** @returns What puts samples into the queue of a player that was opened in this context. */
async function open(name, context) {
  if (name === 'ours') {
    // `new` answers what a function returns: the context that is here already.
    const AudioContext = function () {
      return context
    }
    const player = new AudioPlayer({ AudioContext })
    await player.start()
    return (pcm) => player.play('answer', 0, pcm)
  }
  const { source, processor, open, write } = rawPlayers(elevenlabs)[name]
  await add(context, source)
  const node = new AudioWorkletNode(context, processor, { outputChannelCount: [1] })
  ;(WAYS[name] ?? straight)(context, node)
  open(node.port)
  return (pcm) => write(node.port, pcm)
}

/** Resolves when the audio thread has read all that it was sent before. */
async function startEcho(context) {
  await add(context, ECHO)
  const node = new AudioWorkletNode(context, 'echo')
  return () =>
    new Promise((resolve) => {
      node.port.onmessage = resolve
      node.port.postMessage(0)
    })
}

const noise = (length) => Int16Array.from({ length }, (_, i) => ((i * 7919) % 20_011) - 10_000)

/**
 * Microseconds of a quantum in a real worklet, the browser's own share in it, with so much queued.
 *
 * @returns One figure for each stretch; what was rendered before them let the thread compile.
 */
async function cost({ name, seconds, warm, stretches, quanta }) {
  const context = new RenderedContext((warm + stretches + 1) * quanta + 1)
  const write = await open(name, context)
  const arrived = await startEcho(context)
  for (let samples = 0; samples < seconds * RATE_HZ; samples += 2400) write(noise(2400))
  const costs = []
  const stopAt = (stretch) => context.suspend(((1 + stretch * quanta) * QUANTUM) / RATE_HZ)
  let held = stopAt(0)
  const rendered = context.startRendering()
  await held
  for (let stretch = 1; stretch <= warm + stretches; stretch++) {
    await arrived()
    held = stopAt(stretch)
    const at = performance.now()
    await context.proceed()
    await held
    const us = ((performance.now() - at) * 1000) / quanta
    if (stretch > warm) costs.push(us)
    for (let left = quanta * QUANTUM; left > 0; left -= 2400) write(noise(Math.min(left, 2400)))
  }
  await context.proceed()
  await rendered
  return costs
}

globalThis.bench = { cost }
