import { posix } from 'node:path'
import { importsOf } from './imports.ts'

/** What playing and recording both stand on. They know nothing of each other. */
const ANY_AUDIO = [
  ...['base', 'audio/sound', 'audio/devices', 'audio/worklet'],
  ...['audio/audioContext.ts', 'audio/Backoff.ts'],
]

/** For each room, and each part of a room with walls of its own, the rooms, or the files of one, that it may stand on besides itself. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  protocol: ['base'],
  work: ['base'],
  audio: ['base', 'work'],
  'audio/sound': ['base'],
  'audio/devices': ['base'],
  'audio/vad': ['audio/sound'],
  'audio/worklet': ['base', 'audio/sound'],
  'audio/playback': [...ANY_AUDIO, 'audio/Player.ts'],
  'audio/capture': [...ANY_AUDIO, 'work', 'audio/vad', 'audio/MicrophoneSource.ts'],
  transport: ['base', 'protocol'],
  session: ['base', 'protocol', 'transport', 'audio'],
  hooks: ['base', 'protocol', 'transport', 'audio', 'session'],
  components: ['base', 'protocol', 'audio', 'session', 'hooks'],
  server: ['base', 'protocol'],
  simulator: [...['base', 'protocol', 'transport', 'work', 'audio/sound', 'audio/vad']],
  testing: ['base', 'protocol', 'transport', 'audio', 'session', 'simulator'],
}

/** Doors in the walls, each one file to one file, for types alone. */
const TYPE_DOORS: Readonly<Record<string, string>> = {
  // An endpoint may bring a line of its own, as the simulator in the page does.
  'protocol/endpoint.ts': 'transport/Transport.ts',
}

/** Text of each source file by its path inside src, such as `audio/sound/pcm.ts`. */
export type Sources = Readonly<Record<string, string>>

/** The path inside src that a relative import names, without a `?query`; null for a package. */
function targetOf(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null
  return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''))
}

const isIn = (path: string, place: string) => path === place || path.startsWith(`${place}/`)

/** The innermost place with walls of its own. */
function roomOf(path: string): string {
  const [room = ''] = path.split('/')
  return Object.keys(MAY_IMPORT).find((part) => part.includes('/') && isIn(path, part)) ?? room
}

function isAllowed(from: string, to: string, specifier: string, kind: string): boolean {
  const room = roomOf(from)
  // The public lists at the root gather from everywhere.
  if (!from.includes('/')) return true
  if (isIn(to, room)) return true
  // Embedded source is a string: what it was bundled from lives in another realm.
  if (specifier.endsWith('?embed') && !to.includes('/')) return true
  if (kind === 'type' && TYPE_DOORS[from] === to) return true
  return (MAY_IMPORT[room] ?? []).some((place) => isIn(to, place))
}

/** Every import that goes through a wall, as `from -> to`. */
export function trespasses(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([from, code]) =>
    importsOf(code).flatMap(({ specifier, kind }) => {
      const to = targetOf(from, specifier)
      return to === null || isAllowed(from, to, specifier, kind) ? [] : [`${from} -> ${to}`]
    }),
  )
}

/** What loads together with a file, before anything is asked for. Paths inside src, with their `?query`. */
export function loadsWith(sources: Sources, entry: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const waiting = [entry]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    for (const { specifier, kind } of importsOf(sources[at] ?? '')) {
      const to = kind === 'static' ? targetOf(at, specifier) : null
      const query = /\?.*$/.exec(specifier)?.[0] ?? ''
      if (to !== null) waiting.push(to + query)
    }
  }
  return seen
}
