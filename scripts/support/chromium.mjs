import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, provide } from './programs.mjs'
import { root } from './run.mjs'

const VARIABLE = 'CHROMIUM_PATH'

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Where there is no way to install without a person, the words for that person. */
const HINTS = {
  darwin: 'brew install --cask google-chrome',
  win32: 'winget install Google.Chrome',
  linux: 'install the package `chromium` (or Google Chrome) of your distribution',
}

/**
 * The browser that the tests drive: `CHROMIUM_PATH`, or the one that the system has.
 *
 * @type {import('./programs.mjs').Program}
 */
export const CHROMIUM = {
  name: 'Chromium',
  packages: ['chromium'],
  variable: VARIABLE,
  find: () => {
    const places = JSON.parse(readFileSync(join(root, 'build/chromium.json'), 'utf8'))
    return findProgram({ variable: VARIABLE, places, commands: COMMANDS })
  },
}

/** The browser that the browser tests drive. Installs one where the system lets us; ends the process where it does not. */
export async function needChromium() {
  await provide([CHROMIUM])
  const path = CHROMIUM.find()
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
