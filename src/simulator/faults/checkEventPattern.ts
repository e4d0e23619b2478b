import { nearest } from '../brain/check/nearest.ts'
import { eventNames } from './eventNames.ts'
import type { FaultProblem } from './faultChecks.ts'
import { fitsPattern } from './fits.ts'

type Dir = 'out' | 'in'

const WHOSE: Readonly<Record<Dir, string>> = {
  out: 'goes to the client',
  in: 'comes from the client',
}

/** With a `*` the slip is in what stands before it: `response.*`, not the name of one event. */
const families = (names: readonly string[]): readonly string[] => {
  const beginnings = names.flatMap((name) => {
    const steps = name.split('.')
    return steps.map((_, at) => `${steps.slice(0, at).join('.')}.*`).slice(1)
  })
  return [...new Set(beginnings)]
}

function remedyOf(pattern: string, names: readonly string[]): string {
  const meant = nearest(pattern, pattern.includes('*') ? families(names) : names)
  return meant === null
    ? 'write a GA name, such as "response.done", or * for any letters'
    : `did you mean "${meant}"? The names are GA's`
}

/**
 * What is wrong with a pattern that fits no event at all: its fault would wait for ever.
 *
 * @param dirs - Where the event may go: `after` looks both ways.
 */
export function checkEventPattern(
  pattern: string,
  at: string,
  dirs: readonly Dir[],
): readonly FaultProblem[] {
  const fitsOne = (dir: Dir) => eventNames(dir).some((name) => fitsPattern(pattern, name))
  if (dirs.some(fitsOne)) return []
  const names = dirs.flatMap(eventNames)
  const what = `fits no event that ${dirs.map((dir) => WHOSE[dir]).join(' or ')}`
  const other = (['out', 'in'] as const).find((dir) => !dirs.includes(dir) && fitsOne(dir))
  const meant = other === undefined ? remedyOf(pattern, names) : turned(pattern, names, other)
  return [{ at, remedy: `${what}: ${meant}` }]
}

function turned(pattern: string, names: readonly string[], dir: Dir): string {
  const meant = nearest(pattern, names)
  const slip = meant === null ? '' : `, unless you meant "${meant}"`
  return `it ${WHOSE[dir]}, which is dir "${dir}"${slip}`
}
