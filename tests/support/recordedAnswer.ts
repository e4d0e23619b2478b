import type { Tapped } from './outputTap.ts'

/** All sound that the service sent for the n-th item that has any. */
export function soundOfItem(tapped: Tapped, index: number): { itemId: string; pcm: Int16Array } {
  const deltas = tapped.events.flatMap(({ event }) =>
    event.type === 'response.output_audio.delta' ? [event] : [],
  )
  const itemId = [...new Set(deltas.map((delta) => delta.item_id ?? ''))][index] ?? ''
  const bytes = Buffer.concat(
    deltas
      .filter((delta) => delta.item_id === itemId)
      .map((delta) => Buffer.from(delta.delta ?? '', 'base64')),
  )
  const pcm = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  return { itemId, pcm }
}

/** Where the sound begins in the recording, sample for sample, or -1. */
export function find(recorded: Int16Array, pcm: Int16Array, from: number): number {
  const first = pcm.findIndex((sample) => sample !== 0)
  const probe = pcm.subarray(first, first + 400)
  for (let at = Math.max(from, first); at + probe.length <= recorded.length; at++)
    if (probe.every((sample, index) => recorded[at + index] === sample)) return at - first
  return -1
}

/** How many samples of `pcm` stand in the recording from `at` on, unbroken. */
export function matched(recorded: Int16Array, pcm: Int16Array, at: number): number {
  let count = 0
  while (count < pcm.length && recorded[at + count] === pcm[count]) count++
  return count
}
