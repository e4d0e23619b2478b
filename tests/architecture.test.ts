import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadsWith, MAY_IMPORT, trespasses, type Sources } from './support/walls.ts'

const MAX_LINES = 200

/** Tables: read row by row, so their length is no burden. */
const TABLES = [
  'base/errors.ts',
  'protocol/clientEvents.ts',
  'protocol/serverEvents.ts',
  'protocol/settings.ts',
  'audio/vad/silero16k.ts',
  'components/labels.ts',
]

function read(folder: string): Sources {
  const root = join(import.meta.dirname, '..', folder)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file))
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))
}

const src = read('src')

describe('the walls between the rooms', () => {
  it('hold: every room sees only the rooms below it', () => {
    expect(trespasses(src)).toEqual([])
  })

  it('know every room', () => {
    const rooms = new Set(
      Object.keys(src)
        .filter((file) => file.includes('/'))
        .map(roomOf),
    )
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([])
  })

  it.each([
    ['a value', `import { RealtimeSession } from '../session/RealtimeSession.ts'`],
    ['a type', `import type { RealtimeSession } from '../session/RealtimeSession.ts'`],
    ['something passed on', `export { x } from '../session/x.ts'`],
    ['a late import', `const load = () => import('../session/x.ts')`],
    ['a type in place', `let x: import('../session/x.ts').X`],
    ['a neighbour', `import '../protocol/settings.ts'`],
    ['the tests of users', `import '../testing/index.ts'`],
    ['embedded source of a room', `import code from '../simulator/x.ts?embed'`],
  ])('do not let audio reach for %s', (_what, code) => {
    expect(trespasses({ 'audio/Ear.ts': code })).toHaveLength(1)
  })

  it('let a room use itself, what lies below it, and packages', () => {
    const code = `import '../base/Store.ts'; import './sound/pcm.ts'; import './vad/x.ts'; import 'react'`
    expect(trespasses({ 'audio/Ear.ts': code })).toEqual([])
  })

  it('have one door, for the type of a line, and no value goes through it', () => {
    const endpoint = (word: string) => ({
      'protocol/endpoint.ts': `import ${word} { X } from '../transport/Transport.ts'`,
    })
    expect(trespasses(endpoint('type'))).toEqual([])
    expect(trespasses(endpoint(''))).toHaveLength(1)
  })

  it('give the simulator only the arithmetic of audio', () => {
    const ear = { 'simulator/engine/ear.ts': `import '../../audio/sound/pcm.ts'` }
    const mouth = { 'simulator/engine/mouth.ts': `import '../../audio/AudioPlayer.ts'` }
    expect(trespasses({ ...ear, ...mouth })).toEqual([
      'simulator/engine/mouth.ts -> audio/AudioPlayer.ts',
    ])
  })
})

describe('the walls inside audio', () => {
  const into = (part: string, code: string) => trespasses({ [`audio/${part}/x.ts`]: code })

  it.each([
    ['playback', 'capture/CaptureEngine.ts'],
    ['capture', 'playback/PlaybackEngine.ts'],
    ['capture', 'Microphone.ts'],
    ['worklet', 'audioContext.ts'],
    ['sound', 'worklet/Tail.ts'],
    ['vad', 'capture/SpeechWatch.ts'],
  ])('do not let %s reach for %s', (part, file) => {
    expect(into(part, `import '../${file}'`)).toHaveLength(1)
  })

  it('let both ends use the arithmetic, the audio thread, and the rule between them', () => {
    const code = `import '../sound/pcm.ts'; import '../worklet/voiceMessages.ts'; import '../audioContext.ts'`
    expect([...into('playback', code), ...into('capture', code)]).toEqual([])
  })
})

describe('what an entry loads before anything is asked for', () => {
  const onDemand = /^(work|simulator|audio\/vad)\/|^voice\.worker\.ts/

  it.each(['index.ts', 'core.ts'])(
    '%s leaves the Worker, the simulator and the detector',
    (entry) => {
      const loaded = [...loadsWith(src, entry)]
      expect(loaded.length).toBeGreaterThan(1)
      expect(loaded.filter((file) => onDemand.test(file))).toEqual([])
    },
  )

  it('counts what is imported on the way, and not types or late imports', () => {
    const sources = {
      'index.ts': `export * from './hooks/a.ts'; import type { T } from './work/t.ts'`,
      'hooks/a.ts': `import './b.ts'; const later = () => import('../work/late.ts')`,
      'hooks/b.ts': `import code from '../voice.worker.ts?embed'`,
    }
    expect([...loadsWith(sources, 'index.ts')].sort()).toEqual([
      'hooks/a.ts',
      'hooks/b.ts',
      'index.ts',
      'voice.worker.ts?embed',
    ])
  })
})

describe('a source file', () => {
  const lines = (code: string) => code.trimEnd().split('\n').length

  it(`has at most ${MAX_LINES} lines, unless it is a table`, () => {
    const long = Object.entries(src).filter(
      ([file, code]) => lines(code) > MAX_LINES && !TABLES.includes(file),
    )
    expect(long.map(([file, code]) => `${file}: ${lines(code)}`)).toEqual([])
  })

  it('bears the name of what it exports, when that is a class, a hook or a component', () => {
    const misnamed = Object.entries(src).filter(([file, code]) => {
      const name = basename(file).replace(/\.tsx?$/, '')
      if (!/^([A-Z]|use[A-Z])/.test(name)) return false
      return !new RegExp(String.raw`export .*\b${name}\b`).test(code)
    })
    expect(misnamed.map(([file]) => file)).toEqual([])
  })

  it("says 'use client' where it needs a browser's React, so that server components may import it", () => {
    const needsClient = /\b(use[A-Z]\w*|createContext|forwardRef)\(|\bon[A-Z]\w*=\{/
    const silent = Object.entries(src).filter(
      ([file, code]) =>
        /^(hooks|components)\//.test(file) &&
        needsClient.test(code) &&
        !code.startsWith("'use client'\n"),
    )
    expect(silent.map(([file]) => file)).toEqual([])
  })

  it('has no default export, which everybody would name as they like', () => {
    const files = Object.entries(src).filter(
      ([file, code]) => !file.endsWith('.d.ts') && /^export default/m.test(code),
    )
    expect(files.map(([file]) => file)).toEqual([])
  })
})

it('tests use the real parts: no module is mocked', () => {
  const mocked = Object.entries(read('tests')).filter(([, code]) =>
    /\b(vi|vitest)\.(do)?mock\(/i.test(code),
  )
  expect(mocked.map(([file]) => file)).toEqual([])
})

describe('loads with no window', () => {
  const entries = Object.keys(src).filter(
    (file) =>
      /^(protocol|transport|session|server|simulator\/(engine|brain|hearing))\//.test(file) &&
      !/\.(d|worker|worklet)\.ts$/.test(file),
  )

  it.each(entries)('%s', async (file) => {
    expect(typeof window).toBe('undefined')
    await expect(import(join(import.meta.dirname, '../src', file))).resolves.toBeDefined()
  })
})

function roomOf(file: string): string {
  return file.split('/')[0] ?? ''
}
