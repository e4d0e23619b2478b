import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export type PulseEnv = Readonly<Record<string, string>>

export interface Sound {
  readonly samples: Float32Array<ArrayBuffer>
  readonly rateHz: number
}

/** What a program printed, once it has ended well; rejects with what it complained of. */
export function outcome(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    let complaint = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(printed.trim())
      else reject(new Error(`${child.spawnargs.join(' ')}: ${complaint.trim() || `code ${code}`}`))
    })
  })
}

const format = (rateHz: number) => [
  '--raw',
  '--format=float32le',
  '--channels=1',
  `--rate=${rateHz}`,
]

/** A machine with much to do leaves gaps where less is kept ready. */
const PLAY_AHEAD_MS = 300

/** A sink that wakes up swallows its first ten milliseconds. */
const WAKING_SECONDS = 0.05

/** Something that sounds until it is over or stopped. */
export interface Playing {
  /** Resolves when all of it has been played, or when it was stopped. */
  readonly ended: Promise<void>
  stop(): void
}

/**
 * Plays into a sink.
 *
 * @param times - How often, without a gap; `Infinity` for a tone that goes on until it is stopped.
 */
export function playInto(sink: string, sound: Sound, times: number, env: PulseEnv): Playing {
  const child = spawn(
    'pacat',
    ['--playback', `--device=${sink}`, `--latency-msec=${PLAY_AHEAD_MS}`, ...format(sound.rateHz)],
    { env: { ...process.env, ...env }, stdio: ['pipe', 'ignore', 'ignore'] },
  )
  const over = once(child, 'close')
  const bytes = new Uint8Array(
    sound.samples.buffer,
    sound.samples.byteOffset,
    sound.samples.byteLength,
  )
  // A player that was stopped, or whose device was unplugged, closes the pipe under us.
  child.stdin.on('error', () => undefined)

  async function feed() {
    child.stdin.write(new Uint8Array(new Float32Array(sound.rateHz * WAKING_SECONDS).buffer))
    for (let time = 0; time < times && child.stdin.writable; time++)
      if (!child.stdin.write(bytes))
        await Promise.race([once(child.stdin, 'drain').catch(() => over), over])
    child.stdin.end()
  }
  return {
    ended: Promise.all([feed(), over]).then(() => undefined),
    stop: () => child.kill(),
  }
}

/** Something that is written down until it is stopped. */
export interface Recording {
  /** What was heard until now, from the first sample on. */
  soFar(): Float32Array<ArrayBuffer>
  /** Ends it, and answers all that was heard. */
  stop(): Promise<Float32Array<ArrayBuffer>>
}

/** Records a source. Resolves once the first sample has come, so that nothing is missed. */
export async function recordFrom(
  source: string,
  rateHz: number,
  env: PulseEnv,
): Promise<Recording> {
  const child = spawn(
    'pacat',
    ['--record', `--device=${source}`, '--latency-msec=20', ...format(rateHz)],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  const over = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), over])
  if (child.exitCode !== null)
    throw new Error(`${source} cannot be recorded: code ${child.exitCode}`)

  function soFar() {
    const bytes = Uint8Array.from(Buffer.concat(parts))
    return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4))
  }
  return {
    soFar,
    async stop() {
      child.kill()
      await over
      return soFar()
    },
  }
}
