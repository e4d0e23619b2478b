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
function isInstalled(folder) {
  if (!existsSync(join(root, folder, 'node_modules/.package-lock.json'))) return false
  const wanted = read(join(folder, 'package-lock.json')).packages
  const there = read(join(folder, 'node_modules/.package-lock.json')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) =>
      path === '' || optional || peer || there[path]?.version === version,
  )
}

/**
 * Installs the packages of package-lock.json unless they are there. Ends the process when that fails.
 *
 * @param folder - Inside the project, for what has packages of its own.
 */
export async function installPackages(folder = '.') {
  if (isInstalled(folder)) return
  const where = folder === '.' ? '' : ` of ${folder}`
  console.log(`Installing packages${where} (npm ci). The first time takes a minute or two …`)
  const { command, args, shell } = npm('ci', '--no-audit', '--no-fund')
  const { code } = await run(command, args, {
    shell,
    cwd: join(root, folder),
    // The tests use the system's browser; nothing may fetch another one.
    env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  if (code === 0) return
  console.error('The packages could not be installed. See above; is the npm registry reachable?')
  process.exit(1)
}
