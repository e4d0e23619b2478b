/* global AudioContext, AudioWorkletNode, Blob, btoa, navigator */
import { SEED_CAPTURE } from './captureWorklet.mjs'

const CHUNK_BYTES = 4800

/** As the seed writes an append. */
export const seedEncode = (bytes) => btoa(String.fromCharCode(...bytes))

/** Records as the seed does: 187 messages a second, joined on the main thread, 100 ms in an append. */
export class SeedRecorder {
  #context = null
  #stream = null
  #waiting = new Uint8Array(0)

  async open(onChunk) {
    this.#stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    this.#context = new AudioContext({ sampleRate: 24_000 })
    const url = URL.createObjectURL(new Blob([SEED_CAPTURE], { type: 'text/javascript' }))
    await this.#context.audioWorklet.addModule(url)
    const node = new AudioWorkletNode(this.#context, 'seed-style-capture')
    node.port.onmessage = ({ data }) => this.#collect(data, onChunk)
    this.#context.createMediaStreamSource(this.#stream).connect(node)
    node.connect(this.#context.destination)
  }

  #collect(pcm, onChunk) {
    const joined = new Uint8Array(this.#waiting.length + pcm.byteLength)
    joined.set(this.#waiting)
    joined.set(new Uint8Array(pcm.buffer), this.#waiting.length)
    this.#waiting = joined
    // One chunk for each message at most: what is behind stays behind.
    if (joined.length < CHUNK_BYTES) return
    onChunk(seedEncode(joined.slice(0, CHUNK_BYTES)))
    this.#waiting = joined.slice(CHUNK_BYTES)
  }

  close() {
    for (const track of this.#stream.getTracks()) track.stop()
    return this.#context.close()
  }
}
