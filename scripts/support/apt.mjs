import { spawnSync } from 'node:child_process'
import { run } from './run.mjs'

const has = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** How apt-get is started so that nobody is asked: Debian and Ubuntu, as root or with a sudo without a password. */
function aptGet() {
  if (!has('apt-get', '--version')) return null
  if (process.getuid?.() === 0) return ['apt-get']
  return has('sudo', '-n', 'true') ? ['sudo', '-n', 'apt-get'] : null
}

/** Whether `installWithApt` would try. */
export const canInstall = () => aptGet() !== null

/** Installs packages of the system where it lets us. Says nothing about whether it worked: look for the program again. */
export async function installWithApt(packages) {
  const apt = aptGet()
  if (apt === null) return
  console.log(`Not found here: installing (apt-get install ${packages.join(' ')}) …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [command, ...rest] = [...apt, ...args]
    if ((await run(command, rest, { env })).code !== 0) return
  }
}
