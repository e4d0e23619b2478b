import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { commandOptions } from '../../src/simulator/node/commandOptions.ts'
import { SimulatorError, startSimulator } from '../../src/simulator/node/index.ts'
import { readArguments } from '../../src/simulator/node/readArguments.ts'
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
  const client = new Client(`${LINE.exec(said.out)![1]!}/v1/realtime?model=m`)
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
    err:
      `Port ${port} is in use, probably by another simulator: \`npm start\` of the repository runs one. ` +
      'Use that one, stop it, or choose another port with --port (in code: port).\n',
  })
}, 30_000)

const EVERYTHING = [
  ...['--port', '0', '--scenario', 'greeter', '--pace', '0', '--latency', '5'],
  ...['--session-ttl', '60', '--key', 'right', '--preview', 'sunset', '--tls', '--control'],
  ...['--fault', 'obfuscation', '--fault', '{"on":{"dir":"upgrade"},"do":{"delayMs":1}}'],
]

it('takes every option', async () => {
  const { said, exit, interrupt } = run(...EVERYTHING)
  const line = /^Realtime simulator listening on (wss:\/\/127\.0\.0\.1:\d+)\n$/
  await expect.poll(() => said.out, { timeout: 20_000 }).toMatch(line)
  const url = `${line.exec(said.out)![1]!}/v1/realtime?model=m`
  const trusting = { rejectUnauthorized: false }
  expect(await new Client(url, [], trusting).end()).toMatchObject({ code: 3000 })
  const headers = { Authorization: 'Bearer right' }
  const client = new Client(url, [], { ...trusting, headers })
  const { session } = await client.hear('session.created')
  expect(session).toMatchObject({
    expires_at: expect.closeTo(Date.now() / 1000 + 60, -1) as number,
  })
  client.say({ type: 'response.create' })
  expect(await client.hear('response.output_audio.delta')).toHaveProperty('obfuscation')
  const beta = { ...trusting, headers: { ...headers, 'OpenAI-Beta': 'realtime=v1' } }
  expect(await new Client(url, [], beta).end()).toMatchObject({ code: 4000 })
  const control = url.replace('wss', 'https').replace(/\/v1.*/, '/_simulator/faults')
  const rules = await new Promise<string>((resolve) => {
    get(control, trusting, (response) => {
      response.once('data', (data: Buffer) => resolve(data.toString()))
    })
  })
  expect((JSON.parse(rules) as { rules: object[] }).rules.length).toBeGreaterThanOrEqual(2)
  const told = said.err.split('\n')
  expect(told[0]).toMatch(
    /^With scenario greeter; fault obfuscation, .* on every line; control at https:.*\/_simulator\/\.$/,
  )
  const [, file = ''] = /NODE_EXTRA_CA_CERTS=(\S+);/.exec(told[1] ?? '') ?? []
  expect(told[1]).toContain(`open ${url.replace('wss', 'https').replace(/\/v1.*/, '')} in it once`)
  const ca = readFileSync(file)
  await new Client(url, [], { ca, headers }).hear('session.created')
  interrupt()
  expect(await exit).toBe(0)
  expect(said.out).toMatch(line)
  expect(existsSync(file)).toBe(false)
}, 40_000)

it('tells where a scenario is wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  ends.push(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'script.json')
  writeFileSync(file, '{\n  "name": "one",\n  "turns": 5\n}')
  const { said, exit } = run('--scenario', file)
  expect(await exit).toBe(1)
  expect(said.err).toMatch(/line 3, column 12: turns/)
  expect(said.out).toBe('')
}, 30_000)

it('prints its options', async () => {
  const { said, exit } = run('--help')
  expect(await exit).toBe(0)
  for (const flag of EVERYTHING.filter((word) => word.startsWith('--')))
    expect(said.out).toContain(`  ${flag} `)
}, 30_000)

it('tells which version it is', async () => {
  const { said, exit } = run('--version')
  expect(await exit).toBe(0)
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  expect(said).toEqual({ out: `${about.version}\n`, err: '' })
}, 30_000)

it.each([
  [['--prot', '4400'], 'Unknown option --prot. Did you mean --port? See --help.\n'],
  [['--pace', '-1'], '--pace takes a number from 0 to 1000, not "-1". See --help.\n'],
])(
  'explains itself in one line: %j',
  async (args, message) => {
    const { said, exit } = run(...args)
    expect(await exit).toBe(2)
    expect(said).toEqual({ out: '', err: message })
  },
  30_000,
)

it.each([
  ['a port between two', ['--port', '80.5'], 'port must be a whole number from 0 to 65535'],
  ['a brain that is none', ['--brain', 'owl'], 'no brain named "owl"'],
  ['a script that is not there', ['--scenario', '/no.json'], '/no.json cannot be read'],
  ['two who answer', ['--brain', 'parrot', '--scenario', 'greeter'], '--brain or --scenario'],
  ['a port that is no number', ['--port', 'abc'], '--port takes a number from 0 to 65535'],
  ['an option that nobody knows', ['--colour', 'red'], 'Unknown option --colour.'],
  ['an option with one dash', ['-p', '80'], 'Unknown option -p.'],
  ['an option with no value', ['--port'], '--port needs a value behind it.'],
  ['an option in place of a value', ['--port', '--tls'], '--port needs a value behind it.'],
  ['a value where there is none', ['--tls=yes'], '--tls takes no value.'],
  ['a pace below zero', ['--pace=-1'], '--pace takes a number from 0 to 1000, not "-1"'],
  ['a life of nothing', ['--session-ttl', '0'], '--session-ttl takes a number from 0.1 to'],
  ['a preview that is none', ['--preview', 'yes'], '--preview takes serve or sunset, not "yes"'],
  ['a fault that is none', ['--fault', 'earthquake'], 'There is no fault named "earthquake"'],
  ['a key of nothing', ['--key', ''], 'The key, apiKey, is empty'],
])('does not start with %s', async (_what, args, message) => {
  const start = async () => startSimulator(await commandOptions(readArguments(args).values))
  await expect(start()).rejects.toThrow(message)
  await expect(start()).rejects.toBeInstanceOf(SimulatorError)
})
