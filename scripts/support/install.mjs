import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm, root, run } from './run.mjs'

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))

/** The version that `engines` asks for, as [major, minor]. */
function wantedNode() {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(read('package.json').engines.node)
  return [Number(major), Number(minor)]
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = wantedNode()
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  console.error(
    `Node ${wantedMajor}.${wantedMinor} or newer is needed; this is ${process.version}.\n` +
      'Get it from https://nodejs.org, then run the same command again.',
  )
  process.exit(1)
}

/**
 * Whether node_modules holds what package-lock.json names.
 *
 * The two lists are compared, not their times: git gives a checked-out file a new time without any change in it.
 */
function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false
  const wanted = read('package-lock.json').packages
  const there = read('node_modules/.package-lock.json').packages
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) =>
      path === '' || optional || peer || there[path]?.version === version,
  )
}

/** Installs the packages of package-lock.json unless they are there. Ends the process when that fails. */
export async function installPackages() {
  if (isInstalled()) return
  console.log('Installing packages (npm ci). The first time takes a minute or two …')
  const { command, args, shell } = npm('ci', '--no-audit', '--no-fund')
  const { code } = await run(command, args, {
    shell,
    // The tests use the system's browser; nothing may fetch another one.
    env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  if (code === 0) return
  console.error('The packages could not be installed. See above; is the npm registry reachable?')
  process.exit(1)
}
