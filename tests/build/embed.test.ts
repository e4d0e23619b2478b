import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { build, type Rolldown } from 'vite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { embed } from '../../build/embed.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embed-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** A library build of one file that embeds `voice.worker.ts`, with these sources. */
async function buildLibrary(sources: Readonly<Record<string, string>>) {
  const entry = `export { default } from './voice.worker.ts?embed'`
  for (const [name, code] of Object.entries({ 'index.ts': entry, ...sources }))
    await writeFile(join(folder, name), code)
  const result = await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [embed()],
    build: { write: false, lib: { entry: join(folder, 'index.ts'), formats: ['es'] } },
  })
  const [{ output }] = result as [Rolldown.RolldownOutput]
  return output
}

it('embeds TypeScript and what it imports as one script, and writes it out as a file', async () => {
  const output = await buildLibrary({
    'voice.worker.ts': `import { word } from './word.ts'; postMessage(word satisfies string)`,
    'word.ts': `export const word: string = 'embedded-word'`,
  })
  const [chunk] = output
  expect(chunk.code).toContain('embedded-word')
  const file = output.find((part) => part.fileName === 'work/rv-worker.js')
  const source = file?.type === 'asset' ? String(file.source) : ''
  const said: unknown[] = []
  // As the browser would: a script of its own, with no module around it.
  runInNewContext(source, { postMessage: (message: unknown) => said.push(message) })
  expect(said).toEqual(['embedded-word'])
  // Smaller, and the user's Vite would turn it into a data: URL.
  expect(source.length).toBeGreaterThan(4096)
})

it.each([
  ['loads something later', `import(self.name)`, 'must not use import('],
  ['asks for its own address', `postMessage(import.meta.url)`, 'import.meta'],
  ['has swallowed something large', `postMessage('${'x'.repeat(200_000)}')`, 'slipped in'],
])('refuses a script that %s', async (_what, code, reason) => {
  await expect(buildLibrary({ 'voice.worker.ts': code })).rejects.toThrow(reason)
})
