import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

const changedMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

const newestMs = (folder) =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => changedMs(join(entry.parentPath ?? entry.path, entry.name))),
  )

/**
 * The library as it ships, built anew when the sources are younger.
 *
 * In a folder of its own: `dist` may be replaced in the middle of a run, and may be older than the sources.
 *
 * @returns Where the files are.
 */
export function built() {
  const folder = join(root, '.cache', 'bench-dist')
  const sourcesMs = Math.max(newestMs(join(root, 'src')), newestMs(join(root, 'build')))
  if (changedMs(join(folder, 'simulator/node/index.js')) < sourcesMs) {
    const vite = join(root, 'node_modules/vite/bin/vite.js')
    const { status } = spawnSync(
      process.execPath,
      [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
      { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
    )
    if (status !== 0) throw new Error('The library could not be built.')
  }
  return folder
}
