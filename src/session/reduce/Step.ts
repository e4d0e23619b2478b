import type { Effect, SessionEvent } from '../events.ts'
import type { SessionState } from '../state.ts'

/** What follows from one event. The same state object means that no fact changed. */
export type Step = readonly [state: SessionState, effects: readonly Effect[]]

export type SessionEventOf<K extends SessionEvent['type']> = Extract<
  SessionEvent,
  { readonly type: K }
>

/** A row for each event; `nowMs` is milliseconds since the Unix epoch. */
export type Rows<K extends SessionEvent['type']> = {
  readonly [T in K]: (state: SessionState, event: SessionEventOf<T>, nowMs: number) => Step
}

export const nothing: readonly Effect[] = []

export const unchanged = (state: SessionState): Step => [state, nothing]

/** Does one thing and then another, and keeps the effects of both in order. */
export function andThen(step: Step, next: (state: SessionState) => Step): Step {
  const [state, effects] = next(step[0])
  return [state, step[1].length === 0 ? effects : [...step[1], ...effects]]
}
