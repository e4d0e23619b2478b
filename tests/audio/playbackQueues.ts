import { PlaybackQueue, type PlaybackQueueOptions } from '../../src/audio/worklet/PlaybackQueue.ts'
import { chunked } from './signals.ts'

/** A queue with what it said, and short ways to fill and to hear it. */
export function queueOf(options: PlaybackQueueOptions = { jitterMs: 0 }) {
  const edges: string[] = []
  const queue = new PlaybackQueue(({ type, itemId }) => edges.push(`${type} ${itemId}`), options)
  const pull = (length: number, quantum = 128) => {
    const all = new Float32Array(length)
    for (let at = 0; at < length; at += quantum) queue.pull(all.subarray(at, at + quantum))
    return all
  }
  const push = (itemId: string, pcm: Int16Array, ...lengths: number[]) =>
    chunked(pcm, lengths.length ? lengths : [pcm.length]).forEach((c) => queue.push(itemId, c))
  return { queue, edges, pull, push }
}

export const silence = (length: number) => new Float32Array(length)
