import { existsSync } from 'node:fs'
import PLACES from './chromium.json' with { type: 'json' }

/** The browser that the tests drive: `CHROMIUM_PATH`, or the first one that the system has. */
export function chromiumPath(): string {
  const path = process.env['CHROMIUM_PATH'] ?? PLACES.find((place) => existsSync(place))
  if (path === undefined)
    throw new Error('No Chromium was found. `npm test` installs one; or set CHROMIUM_PATH.')
  return path
}

/** Headless, silent towards the outside, and able to run as root in a container. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
