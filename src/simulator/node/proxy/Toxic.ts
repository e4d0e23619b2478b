/** What can be wrong with a network, in the words of Toxiproxy. */
export type Toxic =
  /** Whoever connects is refused, and who was connected is cut off. */
  { readonly type: 'down' } | (ToxicPlace & ToxicEffect)

export interface ToxicPlace {
  /** Seen from the client: what it sends, or what it gets. Default `downstream`. */
  readonly stream?: 'upstream' | 'downstream' | undefined
  /** 0 to 1: how likely a connection has it; the dice are seeded. Default 1. */
  readonly toxicity?: number | undefined
}

export type ToxicEffect =
  /** Bytes come so much later, give or take the jitter; never out of order. */
  | { readonly type: 'latency'; readonly latencyMs: number; readonly jitterMs?: number | undefined }
  /** At most so many thousand bytes a second; 0 lets nothing pass, and loses nothing. */
  | { readonly type: 'bandwidth'; readonly rateKBps: number }
  /** The end of a stream is told so much later. */
  | { readonly type: 'slowClose'; readonly delayMs: number }
  /** Bytes are swallowed, and the connection is cut after so long; 0 never cuts it. */
  | { readonly type: 'timeout'; readonly timeoutMs: number }
  /** The connection is reset (TCP RST) after so long. */
  | { readonly type: 'reset'; readonly timeoutMs: number }
  /** Bytes come in pieces of about this size, so long apart. */
  | {
      readonly type: 'slicer'
      readonly averageBytes: number
      readonly variationBytes?: number | undefined
      readonly delayUs?: number | undefined
    }
  /** After so many bytes the connection is closed. */
  | { readonly type: 'limit'; readonly bytes: number }
