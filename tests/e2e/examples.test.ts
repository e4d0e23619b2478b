import { execFile } from 'node:child_process'
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../../build/chromium.ts'
import { installLibrary, ROOT } from '../support/consumer.ts'

// The examples of docs/simulator.md, as a user has them: beside the installed package, with tools of their own.
let folder: string

beforeAll(async () => {
  await mkdir(join(ROOT, '.cache'), { recursive: true })
  folder = await mkdtemp(join(ROOT, '.cache/examples-'))
  await cp(join(ROOT, 'examples'), folder, { recursive: true })
  // Without these of their own, tools would find ours, which lead our name to our source.
  const own = { name: 'examples', private: true, type: 'module' }
  await writeFile(join(folder, 'package.json'), JSON.stringify(own))
  await writeFile(join(folder, 'tsconfig.json'), '{}')
  await installLibrary(folder)
  await mkdir(join(folder, 'node_modules/.bin'))
  const bin = join(folder, 'node_modules/react-realtime-voice/dist/simulator/node/cli.js')
  await chmod(bin, 0o755)
  await symlink(bin, join(folder, 'node_modules/.bin/react-realtime-voice'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a tool, or a script of its own, in one of the examples; answers what it printed. */
function run(example: string, tool: string, ...args: string[]): Promise<string> {
  const cwd = join(folder, example)
  const env = {
    ...process.env,
    NODE_ENV: undefined,
    VITEST: undefined,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    CHROMIUM_PATH: chromiumPath(),
  }
  const program = tool.startsWith('./') ? join(cwd, tool) : join(ROOT, 'node_modules', tool)
  const command = [program, ...args]
  // What a tool prints says more of its failure than that it failed.
  return new Promise((resolve) =>
    execFile(process.execPath, command, { cwd, env }, (_error, stdout, stderr) =>
      resolve(`${stdout}\n${stderr}`),
    ),
  )
}

describe('the examples', () => {
  it('test a component of the user with Vitest', async () => {
    const report = await run('vitest', 'vitest/vitest.mjs', 'run')
    expect(report).toMatch(/Tests\s+4 passed/)
  })

  it('test an app of the user with Playwright', async () => {
    const report = await run('playwright', 'playwright/cli.js', 'test', '--reporter=line')
    expect(report).toContain('1 passed')
  })

  it('build a demonstration that needs no server', async () => {
    expect((await run('demo', './renderLines.mjs')).trim()).toBe('')
    expect(await run('demo', 'vite/bin/vite.js', 'build')).toContain('built in')
    const lines = await readdir(join(folder, 'demo/dist/lines'))
    expect(lines).toContain('lines.json')
    expect(lines.length).toBeGreaterThan(5)
  })

  it('talk from a script of Node: text and sound in, text and sound out', async () => {
    const printed = (await run('node', './talk.mjs')).trim().split('\n')
    expect(printed).toHaveLength(5)
    const [written, spoken, request, speech, cost] = printed
    expect(written).toMatch(/^Hello! I am the simulator\./)
    expect(spoken).toMatch(/^[A-Z].+[.?!]$/)
    const stages = String.raw`: created \d+ ms, first delta \d+ ms, first sound \d+ ms$`
    expect(request).toMatch(new RegExp(`^after the request${stages}`))
    expect(speech).toMatch(new RegExp(`^after the speech${stages}`))
    expect(cost).toMatch(/^\d+ tokens, of sound [1-9]\d* in and [1-9]\d* out: \$0\.0\d+$/)
    const answer = await readFile(join(folder, 'node/answer.wav'))
    // Two answers of a second or more, and something in them.
    expect(answer.length).toBeGreaterThan(44 + 2 * 48_000)
    expect(answer.subarray(44).some((byte) => byte > 16 && byte < 240)).toBe(true)
  })
})
