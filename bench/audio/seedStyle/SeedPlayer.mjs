/* global AudioContext, AudioWorkletNode, Blob, atob */
import { SEED_PLAYBACK } from './playbackWorklet.mjs'

/** Plays as the seed does: cut at once and hard, and no word of what was heard. */
export class SeedPlayer {
  #context = new AudioContext({ sampleRate: 24_000 })
  #node = null

  async open() {
    const url = URL.createObjectURL(new Blob([SEED_PLAYBACK], { type: 'text/javascript' }))
    await this.#context.audioWorklet.addModule(url)
    this.#node = new AudioWorkletNode(this.#context, 'seed-style-playback')
    this.#node.connect(this.#context.destination)
  }

  play(pcm) {
    this.#node.port.postMessage(pcm)
  }

  clear() {
    this.#node.port.postMessage(null)
  }

  close() {
    return this.#context.close()
  }
}

/** As the seed reads a delta. */
export const seedDecode = (text) =>
  new Int16Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer)
