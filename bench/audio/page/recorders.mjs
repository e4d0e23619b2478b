/* global AudioContext, AudioWorkletNode, Blob, btoa, navigator */
import { MediaDeviceInput } from 'elevenlabs/platform/web/input.js'
import { arrayBufferToBase64 } from 'elevenlabs/utils/audio.js'
import { Microphone } from 'react-realtime-voice'
import { pcm16ToBase64 } from 'react-realtime-voice/dist/audio/sound/pcm.js'
import { WavRecorder } from 'wavtools'
import { SeedRecorder } from '../seedStyle/SeedRecorder.mjs'

const RATE_HZ = 24_000

/** The context of a device of that rate: without a sound card a browser makes one up. */
const contextAt = (rateHz) =>
  class extends AudioContext {
    constructor(options) {
      super({ sampleRate: rateHz, ...options })
    }
  }

async function ours(chunkMs, rateHz, onText) {
  const microphone = new Microphone({ chunkMs, AudioContext: contextAt(rateHz) })
  microphone.listen((pcm) => onText(pcm16ToBase64(pcm)))
  await microphone.start()
  return () => microphone.stop()
}

/** It hands over bytes; the text is made as the client does that it was written for. */
async function wavtools(onText) {
  const recorder = new WavRecorder({ sampleRate: RATE_HZ })
  await recorder.begin()
  await recorder.record(({ mono }) =>
    onText(btoa(String.fromCharCode.apply(null, new Uint8Array(mono)))),
  )
  return () => recorder.quit()
}

async function elevenlabs(onText) {
  const input = await MediaDeviceInput.create({ sampleRate: RATE_HZ, format: 'pcm' })
  input.addListener(({ data }) => onText(arrayBufferToBase64(data[0].buffer)))
  return () => input.close()
}

async function seedStyle(onText) {
  const recorder = new SeedRecorder()
  await recorder.open(onText)
  return () => recorder.close()
}

const FLOOR = `registerProcessor('bench-ear', class extends AudioWorkletProcessor {
  process([[samples]]) {
    const loud = samples?.some((sample) => Math.abs(sample) > 0.1) ?? false
    if (loud && !this.loud) this.port.postMessage(0)
    this.loud = loud
    return true
  }
})`

/** The least there is: no sound is handed over, only the news that there was some. */
async function floor(rateHz, onText) {
  const context = new AudioContext({ sampleRate: rateHz })
  const url = URL.createObjectURL(new Blob([FLOOR], { type: 'text/javascript' }))
  await context.audioWorklet.addModule(url)
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const node = new AudioWorkletNode(context, 'bench-ear', { numberOfOutputs: 0 })
  node.port.onmessage = () => onText(null)
  context.createMediaStreamSource(stream).connect(node)
  return () => context.close()
}

const BARE = `registerProcessor('bench-bare', class extends AudioWorkletProcessor {
  process() {
    if (currentFrame % (sampleRate / 25) < 128) {
      const { buffer } = new Int16Array(960)
      this.port.postMessage(buffer, [buffer])
    }
    return true
  }
})`

/** The least that chunks of 40 ms can cost the page: as many messages with as many bytes, and nothing done with them. */
async function bare() {
  const context = new AudioContext({ sampleRate: 48_000 })
  const url = URL.createObjectURL(new Blob([BARE], { type: 'text/javascript' }))
  await context.audioWorklet.addModule(url)
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const node = new AudioWorkletNode(context, 'bench-bare', { numberOfOutputs: 0 })
  // It is read, as whoever wants it must.
  node.port.onmessage = ({ data }) => data.byteLength
  context.createMediaStreamSource(stream).connect(node)
  return () => context.close()
}

const recorders = {
  floor,
  'bare messages': bare,
  'ours 40 ms': (rateHz, onText) => ours(40, rateHz, onText),
  'ours 20 ms': (rateHz, onText) => ours(20, rateHz, onText),
  wavtools: (rateHz, onText) => wavtools(onText),
  elevenlabs: (rateHz, onText) => elevenlabs(onText),
  'seed-style': (rateHz, onText) => seedStyle(onText),
}

/**
 * Records with one of them, to the text that would be sent.
 *
 * @returns What ends it.
 */
export const record = (name, rateHz, onText) => recorders[name](rateHz, onText)
