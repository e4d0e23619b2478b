import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { embed } from '../../build/embed.ts'

// The thread is started from an embedded script, and a forgotten thread keeps Node alive: both show
// only in a process of its own, as users have it.
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-'))
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [embed()],
    build: {
      outDir: folder,
      target: 'es2022',
      lib: { entry: 'src/simulator/node/FliteVoice.ts', formats: ['es'], fileName: 'voice' },
      rolldownOptions: { external: [/^node:/] },
    },
  })
}, 30_000)
afterAll(() => rm(folder, { recursive: true }))

async function run(lines: string): Promise<string> {
  const file = join(folder, 'main.mjs')
  await writeFile(file, `import { createFliteVoice } from './voice.js'\n${lines}`)
  // Started here, where the voice's package is installed, as with npx.
  const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 20_000 })
  return stdout.trim()
}

test('speaks from the built library, and an idle voice lets Node end', async () => {
  const said = await run(`
    const voice = await createFliteVoice()
    const pcm = await voice.speak('Hello there.', 'alloy')
    console.log(pcm.length > 12000 && pcm.some((sample) => sample > 3000))`)
  expect(said).toBe('true')
})

test('keeps Node alive until the words are there', async () => {
  const said = await run(`
    const voice = await createFliteVoice()
    voice.speak('Hello there. And good bye.', 'alloy').then(() => console.log('spoken'))`)
  expect(said).toBe('spoken')
})

test('ends its thread when it is closed while speaking', async () => {
  const said = await run(`
    const voice = await createFliteVoice()
    const text = 'one two three four five six seven eight nine ten, '.repeat(200)
    const refused = voice.speak(text, 'ash').catch((error) => console.log(error.message))
    await voice.close()
    await refused`)
  expect(said).toBe('the voice was closed')
})
