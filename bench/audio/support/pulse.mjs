import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 10_000

/** An audio system of its own, with a loudspeaker that nobody hears: Firefox plays nothing without one. `null` where there is none to be had. */
export async function startPulse() {
  if (spawnSync('pulseaudio', ['--version'], { stdio: 'ignore' }).status !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'voice-bench-'))
  const socket = join(folder, 'native')
  const env = { PULSE_SERVER: `unix:${socket}`, PULSE_RUNTIME_PATH: folder }
  const modules = [
    `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
    'module-null-sink sink_name=nobody rate=48000',
  ].flatMap((module) => ['-L', module])
  const daemon = spawn(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--use-pid-file=no',
      '--exit-idle-time=-1',
      '--log-level=error',
      ...modules,
    ],
    {
      env: { ...process.env, ...env, XDG_CONFIG_HOME: folder, PULSE_STATE_PATH: folder },
      stdio: 'ignore',
    },
  )
  const kill = () => daemon.kill('SIGKILL')
  process.once('exit', kill)
  const isThere = () =>
    spawnSync('pactl', ['info'], { env: { ...process.env, ...env }, stdio: 'ignore' }).status === 0
  const until = Date.now() + PATIENCE_MS
  while (!isThere()) {
    if (Date.now() > until || daemon.exitCode !== null) throw new Error('PulseAudio did not start.')
    await sleep(100)
  }
  return {
    env,
    async close() {
      const ended = new Promise((resolve) => daemon.once('exit', resolve))
      process.off('exit', kill)
      kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
