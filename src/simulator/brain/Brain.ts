import type { FaultAction } from '../faults/FaultRule.ts'

/** What the user did last, as a brain gets to know it. */
export type TurnInput =
  | { readonly kind: 'speech'; readonly durationMs: number; readonly text: string | null }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'toolOutput'; readonly name: string | null; readonly output: string }
  /** An answer was asked for before anybody said anything, again after an answer, or because nobody said anything. */
  | { readonly kind: 'nothing' }

export interface Turn {
  /** How many turns of the user came before this one: 0 for the first. */
  readonly index: number
  readonly input: TurnInput
  readonly instructions: string
  /** What asked for this answer. */
  readonly askedBy: AskedBy
  /** Names of the functions that may be called now: by `tool_choice` all, one or none of the session's or the request's. */
  readonly tools: readonly string[]
}

/** The client, the end of a turn that the service heard, or a silence of `idle_timeout_ms`. */
export type AskedBy =
  'response.create' | 'input_audio_buffer.speech_stopped' | 'input_audio_buffer.timeout_triggered'

/** One piece of an answer. Pieces are said in order. */
export type ReplyPart =
  /** Spoken, and written in the transcript. In a session with text output it is only written. */
  | { readonly say: string; readonly voice?: string | undefined }
  /** Written and not spoken. */
  | { readonly text: string }
  /** The user's own last sound, or words when the turn was typed. */
  | { readonly echo: true }
  /** A sound that the session was given under this name, and the words for its transcript. */
  | { readonly clip: string; readonly says?: string | undefined }
  /**
   * Asks the client to run a tool; `arguments` is sent as JSON. Parts after it belong to the same response and do
   * not wait for the output: that is a turn of its own, with `toolOutput` as its input.
   */
  | { readonly call: { readonly name: string; readonly arguments: object } }
  /** Waits, in milliseconds. */
  | { readonly delay: number }
  /** Goes wrong here. */
  | { readonly fault: FaultAction }

export type Reply = readonly ReplyPart[]

/** Decides what is answered. One brain belongs to one session, so it may remember. */
export interface Brain {
  /** Rejecting fails the response; the session goes on. */
  answer(turn: Turn): Reply | Promise<Reply>
  /** The words that a spoken turn is taken to hold; `null` when it cannot know. */
  heard?(turn: { readonly index: number; readonly durationMs: number }): string | null
}

/** Makes the brain of each new session. */
export type BrainFactory = () => Brain
