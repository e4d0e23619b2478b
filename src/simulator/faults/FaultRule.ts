/** What goes wrong. Exactly one key. */
export type FaultAction =
  /** The event is lost; on `upgrade` the request is never answered. */
  | { readonly drop: true }
  /** It comes later, and so does everything behind it. */
  | { readonly delayMs: number }
  /** It comes after this many of the events behind it, or when none has come behind it for a second. */
  | { readonly reorder: number }
  /** It comes this many times more. */
  | { readonly duplicate: number }
  /** A frame that is no JSON comes in its place. */
  | { readonly malformed: true }
  /** Fields are set as they go over the wire, its `type` too: an `obfuscation`, or an event that nobody knows. */
  | { readonly set: Readonly<Record<string, unknown>> }
  /** This comes before it. */
  | { readonly insert: { readonly type: string } & Readonly<Record<string, unknown>> }
  /** A delta of sound is cut in the middle of a sample; the next one begins with the rest. */
  | { readonly oddBytes: true }
  /** An `error` event comes in its place. */
  | { readonly error: FaultError }
  /** The answer that is being made ends so: `response.done` tells it. */
  | { readonly end: ResponseFault }
  /** The line is closed in its place: code and reason. Nothing comes afterwards. */
  | { readonly close: readonly [code: number, reason: string] }
  /** The line is cut in its place, with no word: the client sees 1006. */
  | { readonly terminate: true }
  /** Nothing is read from the client for so long, so that its sending backs up. */
  | { readonly pauseReadMs: number }
  /** Only on `upgrade`: HTTP says no. */
  | { readonly status: number }

export interface FaultError {
  readonly code: string | null
  /** Default says that the fault was asked for. */
  readonly message?: string | undefined
  /** Default `server_error`. */
  readonly type?: string | undefined
}

export type ResponseFault =
  | { readonly status: 'failed'; readonly code: string; readonly message?: string | undefined }
  | { readonly status: 'incomplete'; readonly reason: 'max_output_tokens' | 'content_filter' }

/** When a fault fires. All that is given must be true. */
export interface FaultTrigger {
  /** Seen from the simulator: `out` to the client, `in` from it; `upgrade` before a line is open; `timer` by the clock. */
  readonly dir: 'out' | 'in' | 'upgrade' | 'timer'
  /** A GA event type; `*` stands for any letters. Default any. */
  readonly type?: string | undefined
  /** Only events that hold all of this, in GA words: `{ item: { role: 'assistant' } }`. */
  readonly where?: Readonly<Record<string, unknown>> | undefined
  /** Only once an event of this GA type has gone over the line, in either direction. `*` as in `type`. */
  readonly after?: string | undefined
  /** Only the nth that fits all the rest, from 1: counted on each line, for `upgrade` over all of them. Default each. */
  readonly nth?: number | undefined
  /** `timer` only: milliseconds since the line was opened. When they have passed already, it fires at once. */
  readonly atMs?: number | undefined
}

/** One fault: in a scenario, in code, behind `?fault=` or a credential, or over the control endpoint. */
export interface FaultRule {
  readonly on: FaultTrigger
  readonly do: FaultAction
  /** How often it fires before it is spent, over all lines that it is on. Default without end. */
  readonly times?: number | undefined
  /** Only on the line of this session. */
  readonly session?: string | undefined
  /** 0 to 1: how likely it fires when it could; the dice are seeded. Default 1. */
  readonly probability?: number | undefined
}
