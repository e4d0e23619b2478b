/**
 * How long one answer took, by stage. All of them are counted from the same moment, in whole milliseconds, on a clock
 * that never jumps: from `speech_stopped`, or from when the talk button was let go (`speech`); from the request
 * (`request`); from the request that followed the answers of tools (`tool`). A stage that did not happen, or has not
 * yet, is null: an answer in writing has no sound, one that was cut in time has none either.
 *
 * An answer that was tried again counts as one, from the first request. Answers out of band, and those that nobody
 * asked for (an idle timeout), are not measured.
 */
export interface TurnLatency {
  readonly responseId: string
  readonly from: 'speech' | 'request' | 'tool'
  /** Where the clock began, on that of `performance.now()`. */
  readonly atMs: number
  /**
   * When the user had ended what this answers. That of an earlier turn when the answer was silent until now, because a
   * tool was called first; null when something was heard in between, so that nobody was waiting since.
   */
  readonly askedAtMs: number | null
  /**
   * The silence that the service waited before it took the speech for ended: not part of the stages, but of what the
   * user feels. An estimate from the settings, because no service tells it; 0 with the talk button, null where it is not known.
   */
  readonly silenceMs: number | null
  readonly createdMs: number | null
  /** The first piece of sound or, of an answer in writing, the first word came. */
  readonly firstDeltaMs: number | null
  /** The first sample reached the ear, or as near to it as the player can tell. What the user feels. */
  readonly firstSoundMs: number | null
}

export type LatencyStage = 'createdMs' | 'firstDeltaMs' | 'firstSoundMs'

/** Tokens of one kind. `cached` is a part of `input`, not beside it. */
export interface TokenCount {
  readonly input: number
  readonly cached: number
  readonly output: number
}

/** Tokens by kind. A service that does not split them gives a `total` that is more than its parts. */
export interface Tokens {
  readonly text: TokenCount
  readonly audio: TokenCount
  readonly image: TokenCount
  /** Of all kinds together, in and out, as the service counted. */
  readonly total: number
}

/** What all answers cost, also those out of band, and, apart from it, what writing the user's words down cost. */
export interface Usage extends Tokens {
  /** Of the answer that ended last. */
  readonly last: Tokens | null
  /** Another model, at other prices. Some are counted in tokens, some in seconds of sound. */
  readonly transcription: TranscriptionCount
}

export interface TranscriptionCount {
  readonly input: number
  readonly output: number
  readonly seconds: number
}

/** What may still be asked, as the service said it last. Null is what it left out. */
export interface RateLimitState {
  readonly name: string
  readonly limit: number | null
  readonly remaining: number | null
  /** When all of it may be asked again, in milliseconds since the Unix epoch. */
  readonly resetsAtMs: number | null
}

/** What was counted and timed in this conversation. */
export interface Measures {
  /** The last 100 that were begun, oldest first. */
  readonly turns: readonly TurnLatency[]
  readonly usage: Usage
  readonly rateLimits: readonly RateLimitState[]
}

/** From when the next answer counts. */
export type Mark = Pick<TurnLatency, 'from' | 'silenceMs'> & {
  /** Null until it is asked for. */
  readonly atMs: number | null
  /** The answer that failed: the next one takes its place. */
  readonly retryOf?: string
}

export interface Measuring extends Measures {
  readonly mark: Mark | null
  /** Answers and user turns whose tokens are in the sum. The last 100. */
  readonly counted: readonly string[]
}

const none: TokenCount = { input: 0, cached: 0, output: 0 }

export const noMeasures: Measuring = {
  turns: [],
  usage: {
    text: none,
    audio: none,
    image: none,
    total: 0,
    last: null,
    transcription: { input: 0, output: 0, seconds: 0 },
  },
  rateLimits: [],
  mark: null,
  counted: [],
}
