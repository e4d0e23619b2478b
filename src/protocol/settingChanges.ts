import { DEFAULT_SETTINGS } from './defaultSettings.ts'
import type { SessionSettings } from './SessionSettings.ts'

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const filtered = (settings: SessionSettings, has: (entry: [string, unknown]) => boolean) =>
  Object.fromEntries(Object.entries(settings).filter(has)) as SessionSettings

/** Those of the settings that have these names. */
export const pick = (settings: SessionSettings, names: readonly string[]): SessionSettings =>
  filtered(settings, ([name]) => names.includes(name))

export const omit = (settings: SessionSettings, names: readonly string[]): SessionSettings =>
  filtered(settings, ([name]) => !names.includes(name))

/** The settings after a change: a key that is `undefined` in it goes back to its default. */
export const withChange = (before: SessionSettings, change: SessionSettings): SessionSettings => ({
  ...DEFAULT_SETTINGS,
  ...filtered({ ...before, ...change }, ([, value]) => value !== undefined),
})

/** By value. A field that is `undefined` is as good as none. */
export const sameValue = (one: unknown, other: unknown): boolean =>
  isFields(one) && isFields(other)
    ? Object.keys({ ...one, ...other }).every((name) => sameValue(one[name], other[name]))
    : JSON.stringify(one) === JSON.stringify(other)

/** The names of what is not the same in both, compared by value. */
export function changedNames(one: SessionSettings, other: SessionSettings): readonly string[] {
  const before: Fields = { ...one }
  const after: Fields = { ...other }
  return Object.keys({ ...before, ...after }).filter(
    (name) => !sameValue(before[name], after[name]),
  )
}

/** What must be asked for so that `before` becomes `after`; `null` when nothing must. A key that disappeared is `undefined`. */
export function changedSettings(
  before: SessionSettings,
  after: SessionSettings,
): SessionSettings | null {
  const names = changedNames(before, after)
  const gone = Object.fromEntries(names.map((name) => [name, undefined]))
  return names.length === 0 ? null : { ...gone, ...pick(after, names) }
}
