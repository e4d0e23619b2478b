import { StreamProcessorWorklet } from 'wavtools/lib/worklets/stream_processor.js'
import { SEED_PLAYBACK } from '../seedStyle/playbackWorklet.mjs'

/** What any processor costs: nothing is in it. */
const EMPTY = `
registerProcessor('empty', class extends AudioWorkletProcessor {
  process() {
    return true
  }
})
`

/**
 * The worklets of the peers, with the words that their own players say to them.
 *
 * @param elevenlabs - The source of `worklets/audioConcatProcessor.js`: Node and the page read it in different ways.
 */
export const rawPlayers = (elevenlabs) => ({
  floor: {
    source: EMPTY,
    processor: 'empty',
    open: () => undefined,
    write: () => undefined,
    interrupt: () => undefined,
  },
  wavtools: {
    source: StreamProcessorWorklet,
    processor: 'stream_processor',
    open: () => undefined,
    write: (port, buffer) => port.postMessage({ event: 'write', buffer, trackId: 'answer' }),
    interrupt: (port) => port.postMessage({ event: 'interrupt', requestId: 'cut' }),
  },
  elevenlabs: {
    source: elevenlabs,
    processor: 'audioConcatProcessor',
    open: (port) => port.postMessage({ type: 'setFormat', format: 'pcm', sampleRate: 24_000 }),
    write(port, pcm) {
      port.postMessage({ type: 'clearInterrupted' })
      port.postMessage({ type: 'buffer', buffer: pcm.buffer })
    },
    interrupt: (port) => port.postMessage({ type: 'interrupt' }),
  },
  'seed-style': {
    source: SEED_PLAYBACK,
    processor: 'seed-style-playback',
    open: () => undefined,
    write: (port, pcm) => port.postMessage(pcm),
    interrupt: (port) => port.postMessage(null),
  },
})
