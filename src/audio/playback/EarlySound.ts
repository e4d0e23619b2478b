import { decodeBase64 } from '../sound/base64.ts'
import { VOICE_RATE_HZ, pcm16ToBytes, samplesToMs } from '../sound/pcm.ts'
import type { Heard, Player } from '../Player.ts'

interface Piece {
  readonly itemId: string
  readonly contentIndex: number
  /** `null` for the end of the item. */
  readonly bytes: Uint8Array | null
}

/** Where it goes once that has come. */
export type LateSound = Pick<Player, 'end'> & {
  play(itemId: string, contentIndex: number, bytes: Uint8Array): void
}

/** What is played before there is anything to play it: kept, in order. */
export class EarlySound {
  #pieces: Piece[] = []

  /** Throws as {@link Player.play} does. */
  play(itemId: string, contentIndex: number, audio: string | Int16Array): void {
    let bytes = new Uint8Array(0)
    try {
      bytes = Uint8Array.from(typeof audio === 'string' ? decodeBase64(audio) : pcm16ToBytes(audio))
    } finally {
      this.#pieces.push({ itemId, contentIndex, bytes })
    }
  }

  end(itemId: string): void {
    this.#pieces.push({ itemId, contentIndex: 0, bytes: null })
  }

  /** Forgets it, and answers for each item of which there was a sample: nothing was heard. */
  interrupt(): readonly Heard[] {
    const items = new Map<string, { readonly contentIndex: number; length: number }>()
    for (const { itemId, contentIndex, bytes } of this.#pieces) {
      const item = items.get(itemId) ?? { contentIndex, length: 0 }
      item.length += bytes?.length ?? 0
      items.set(itemId, item)
    }
    this.clear()
    return [...items]
      .filter(([, { length }]) => length > 1)
      .map(([itemId, { contentIndex, length }]) => {
        const receivedMs = Math.floor(samplesToMs(length >> 1, VOICE_RATE_HZ))
        return { itemId, contentIndex, heardMs: 0, receivedMs }
      })
  }

  /** Hands it on, and forgets it. */
  flow(into: LateSound): void {
    for (const { itemId, contentIndex, bytes } of this.#pieces) {
      if (bytes) into.play(itemId, contentIndex, bytes)
      else into.end(itemId)
    }
    this.clear()
  }

  clear(): void {
    this.#pieces = []
  }
}
