import { findProgram } from './programs.mjs'

const VARIABLE = 'FIREFOX_PATH'

/**
 * The Firefox that the tests drive: `FIREFOX_PATH`, or the one that the system has.
 *
 * @type {import('./programs.mjs').Program}
 */
export const FIREFOX = {
  name: 'Firefox',
  packages: ['firefox-esr'],
  variable: VARIABLE,
  find: () =>
    findProgram({
      variable: VARIABLE,
      places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
      commands: ['firefox-esr', 'firefox'],
    }),
}
