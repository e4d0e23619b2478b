import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root, run } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Where there is no way to install without a person, the words for that person. */
const HINTS = {
  darwin: 'brew install --cask google-chrome',
  win32: 'winget install Google.Chrome',
  linux: 'install the package `chromium` (or Google Chrome) of your distribution',
}

function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) return existsSync(given) ? given : undefined
  const known = JSON.parse(readFileSync(join(root, 'build/chromium.json'), 'utf8'))
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...known, ...onPath].find((place) => existsSync(place))
}

const has = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Debian and Ubuntu, as root or with a sudo that asks no question. */
async function installWithApt() {
  if (!has('apt-get', '--version')) return
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  if (sudo.length > 0 && !has('sudo', '-n', 'true')) return
  console.log('No Chromium was found: installing one (apt-get install chromium) …')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const [command, ...rest] = [...sudo, 'apt-get', ...args]
    if ((await run(command, rest, { env })).code !== 0) return
  }
}

/** The browser that the browser tests drive. Installs one where the system lets us; ends the process where it does not. */
export async function needChromium() {
  if (!findChromium() && !process.env.CHROMIUM_PATH) await installWithApt()
  const path = findChromium()
  if (path) return path
  console.error(
    process.env.CHROMIUM_PATH
      ? `CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which does not exist.`
      : 'The browser tests need a Chromium, and none could be found or installed here.\n' +
          `  ${HINTS[process.platform] ?? HINTS.linux}\n` +
          'Then run the same command again, or set CHROMIUM_PATH to the browser you have.',
  )
  process.exit(1)
}
