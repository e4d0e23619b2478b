import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Client } from './support/client.ts'
import { typed } from './support/simulated.ts'

const root = join(import.meta.dirname, '../..')
const ends: (() => void)[] = []
afterEach(() => ends.splice(0).forEach((end) => end()))

/** The command as `npm run simulator --` starts it. */
function run(...args: string[]) {
  // The command refuses to run in production, and a test is not; the rest of the environment is ours.
  const child = spawn(process.execPath, [join(root, 'scripts/simulator.mjs'), ...args], {
    env: { ...process.env, NODE_ENV: 'test' },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()))
  const exit = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code))
  })
  ends.push(() => child.kill('SIGKILL'))
  return { said, exit, interrupt: () => child.kill('SIGINT') }
}

const LINE = /^Realtime simulator listening on (ws:\/\/127\.0\.0\.1:\d+)\n$/

it('prints one line, serves a script, and leaves when it is told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  ends.push(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'script.json')
  writeFileSync(file, '{"name":"one","turns":[{"reply":[{"say":"From the script."}]}]}')
  const { said, exit, interrupt } = run('--port', '0', '--pace', '0', '--scenario', file)
  await expect.poll(() => said.out, { timeout: 20_000 }).toMatch(LINE)
  const client = new Client(`${LINE.exec(said.out)![1]!}/v1/realtime`)
  await client.hear('session.created')
  client.say(typed('Hello'))
  client.say({ type: 'response.create' })
  const { transcript } = await client.hear('response.output_audio_transcript.done')
  expect(transcript).toBe('From the script.')
  interrupt()
  expect(await client.end()).toMatchObject({ code: 1001 })
  expect(await exit).toBe(0)
  expect(said.out).toMatch(LINE)
}, 30_000)

it('says which port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  ends.push(() => other.close())
  const { port } = other.address() as AddressInfo
  const { said, exit } = run('--port', String(port))
  expect(await exit).toBe(1)
  expect(said).toEqual({
    out: '',
    err: `Port ${port} is in use. Stop what listens there, or choose another port.\n`,
  })
}, 30_000)

it.each([
  ['an unknown option', ['--colour', 'red'], /Unknown option '--colour'/],
  ['a port that is none', ['--port', 'abc'], /--port takes a number from 0 to 65535, not "abc"/],
  ['a brain that is none', ['--brain', 'owl'], /no brain named "owl"/],
  ['a script that is not there', ['--scenario', '/nowhere.json'], /\/nowhere\.json cannot be read/],
])(
  'explains itself at %s',
  async (_what, args, message) => {
    const { said, exit } = run(...args)
    expect(await exit).toBe(2)
    expect(said.err).toMatch(message)
    expect(said.err).toContain('Usage: react-realtime-voice simulator')
    expect(said.out).toBe('')
  },
  30_000,
)
