import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Loudspeaker, PulseMicrophone, type DeviceOptions, type Pactl } from './pulseDevices.ts'
import { outcome } from './pulseStreams.ts'

/** Long enough for a build between two tests; short enough that no daemon outlives a test run that was killed. */
const IDLE_SECONDS = 300

const READY_MS = 10_000

/** An audio system of a test's own, with no device in it yet. */
export interface Pulse {
  /** For the browser's environment: with it, it knows this audio system and no other. */
  readonly env: { readonly PULSE_SERVER: string; readonly PULSE_RUNTIME_PATH: string }
  /** Any command of `pactl`, for what has no name here. Answers what it printed; rejects when it fails. */
  readonly pactl: Pactl
  /** Plugs in a loudspeaker. The first one becomes the default. */
  plugSpeaker(name: string, options?: DeviceOptions): Promise<Loudspeaker>
  /**
   * Plugs in a microphone, which is silent until it `hears` something. The first one becomes the default.
   *
   * @param options - `near`: it hears, from now on, what that loudspeaker plays.
   */
  plugMicrophone(
    name: string,
    options?: DeviceOptions & { readonly near?: Loudspeaker },
  ): Promise<PulseMicrophone>
  /** Ends the daemon, and with it every device and stream. */
  close(): Promise<void>
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((resolve) => child.once('exit', resolve))
}

/** Starts a PulseAudio of its own: no service, no card, nothing of the user's. Also as root. */
export async function startPulse(): Promise<Pulse> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-pulse-'))
  const socket = join(folder, 'native')
  const env = { PULSE_SERVER: `unix:${socket}`, PULSE_RUNTIME_PATH: folder }
  const daemon = spawn(
    'pulseaudio',
    [
      ...['-n', '--daemonize=no', '--use-pid-file=no', '--high-priority=no', '--realtime=no'],
      ...['--log-target=stderr', '--log-level=error', `--exit-idle-time=${IDLE_SECONDS}`],
      ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`],
    ],
    {
      env: { ...process.env, ...env, XDG_CONFIG_HOME: folder, PULSE_STATE_PATH: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  daemon.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  daemon.once('error', (error) => (said += error.message))
  const kill = () => daemon.kill('SIGKILL')
  process.once('exit', kill)

  const pactl: Pactl = (...args) =>
    outcome(spawn('pactl', args, { env: { ...process.env, ...env } }))

  async function close() {
    process.off('exit', kill)
    kill()
    if (daemon.pid !== undefined) await ended(daemon)
    await rm(folder, { recursive: true, force: true })
  }

  const deadline = Date.now() + READY_MS
  while (!(await pactl('info').catch(() => null))) {
    if (Date.now() < deadline && daemon.exitCode === null && daemon.pid !== undefined) continue
    await close()
    throw new Error(`PulseAudio did not start: ${said || 'no reason given'}`)
  }

  return {
    env,
    pactl,
    plugSpeaker: (name, options = {}) => Loudspeaker.plug({ name, env, pactl, ...options }),
    plugMicrophone: (name, options = {}) => PulseMicrophone.plug({ name, env, pactl, ...options }),
    close,
  }
}
