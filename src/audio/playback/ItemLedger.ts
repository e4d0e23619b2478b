import { decodeBase64 } from '../sound/base64.ts'
import { VOICE_RATE_HZ, bytesToPcm16, samplesToMs } from '../sound/pcm.ts'
import type { Heard } from '../Player.ts'

interface Entry {
  readonly contentIndex: number
  receivedSamples: number
  /** Half a sample that a delta ended on; the next one begins with its other half. */
  oddByte: number | null
}

interface Played {
  readonly itemId: string
  readonly playedSamples: number
}

/** What has arrived of each item: turns deltas into samples, and counts of samples into what was heard. */
export class ItemLedger {
  readonly #entries = new Map<string, Entry>()

  /**
   * Answers a copy. Throws a VoiceError `protocol_warning` for text that is not base64; the item has arrived all the same.
   *
   * @param audio - Base64, its bytes, or samples.
   */
  receive(
    itemId: string,
    contentIndex: number,
    audio: string | Uint8Array | Int16Array,
  ): Int16Array<ArrayBuffer> {
    const entry = this.#entries.get(itemId) ?? { contentIndex, receivedSamples: 0, oddByte: null }
    this.#entries.set(itemId, entry)
    const pcm = audio instanceof Int16Array ? Int16Array.from(audio) : decode(audio, entry)
    entry.receivedSamples += pcm.length
    return pcm
  }

  forget(itemId: string): void {
    this.#entries.delete(itemId)
  }

  receivedSamples(itemId: string): number {
    return this.#entries.get(itemId)?.receivedSamples ?? 0
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  /** Answers for every item, in order of arrival. Those that `played` does not name were heard wholly, or not at all. */
  settle(played: readonly Played[], others: 'heard' | 'unheard'): Heard[] {
    const samples = new Map(played.map(({ itemId, playedSamples }) => [itemId, playedSamples]))
    return [...this.#entries]
      .filter(([, { receivedSamples }]) => receivedSamples > 0)
      .map(([itemId, entry]) => {
        const otherwise = others === 'heard' ? entry.receivedSamples : 0
        return heard(itemId, entry, samples.get(itemId) ?? otherwise)
      })
  }

  /** `null` for an item that has not arrived. */
  heard(itemId: string, playedSamples: number): Heard | null {
    const entry = this.#entries.get(itemId)
    return entry ? heard(itemId, entry, playedSamples) : null
  }
}

const wholeMs = (samples: number) => Math.floor(samplesToMs(samples, VOICE_RATE_HZ))

const heard = (itemId: string, entry: Entry, playedSamples: number): Heard => ({
  itemId,
  contentIndex: entry.contentIndex,
  heardMs: wholeMs(Math.min(playedSamples, entry.receivedSamples)),
  receivedMs: wholeMs(entry.receivedSamples),
})

function decode(sound: string | Uint8Array, entry: Entry): Int16Array<ArrayBuffer> {
  const bytes = typeof sound === 'string' ? decodeBase64(sound) : sound
  if (entry.oddByte === null && bytes.length % 2 === 0) return bytesToPcm16(bytes)
  const carried = entry.oddByte === null ? [] : [entry.oddByte]
  const whole = new Uint8Array(carried.length + bytes.length)
  whole.set(carried)
  whole.set(bytes, carried.length)
  entry.oddByte = whole.length % 2 === 1 ? whole[whole.length - 1]! : null
  return bytesToPcm16(whole)
}
