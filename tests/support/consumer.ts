import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'

export const ROOT = join(import.meta.dirname, '../..')
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** Vite in a process of its own: inside a test it would build for `NODE_ENV=test`. */
export async function vite(args: readonly string[], cwd: string): Promise<void> {
  const options = { cwd, env: { ...process.env, NODE_ENV: 'production', VITEST: undefined } }
  await promisify(execFile)(process.execPath, [VITE, ...args, '--logLevel', 'warn'], options)
}

/** Builds the library into the node_modules of a folder, as `npm install` would leave it there. */
export async function installLibrary(app: string): Promise<void> {
  const library = join(app, 'node_modules/react-realtime-voice')
  await vite(['build', '--outDir', join(library, 'dist')], ROOT)
  await cp(join(ROOT, 'src/components/voice.css'), join(library, 'dist/styles.css'))
  await cp(join(ROOT, 'package.json'), join(library, 'package.json'))
}

export interface Consumer {
  /** The built app, ready to be served. */
  readonly folder: string
  readonly remove: () => Promise<void>
}

/**
 * Builds the library, installs it beside the app in tests/consumer, and builds that.
 *
 * The app lies in a folder below the repository, so that it finds the peers in our node_modules, and
 * has a package of its own, so that our name means what was installed and not this repository.
 */
export async function buildConsumer(): Promise<Consumer> {
  await mkdir(join(ROOT, '.cache'), { recursive: true })
  const app = await mkdtemp(join(ROOT, '.cache/consumer-'))
  const remove = () => rm(app, { recursive: true, force: true })
  try {
    await cp(join(ROOT, 'tests/consumer'), app, { recursive: true })
    await installLibrary(app)
    await vite(['build', '--outDir', 'built'], app)
  } catch (error) {
    await remove()
    throw error
  }
  return { folder: join(app, 'built'), remove }
}

export interface Site {
  readonly url: string
  /** The paths that were asked for, in order. A browser tells its driver of no worklet that it fetches. */
  readonly requests: readonly string[]
  readonly close: () => void
}

/** A web server for a folder, on a port of its own. */
export async function serve(
  folder: string,
  headers: Readonly<Record<string, string>>,
): Promise<Site> {
  const requests: string[] = []
  const server: Server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    requests.push(path)
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    readFile(file).then(
      (body) => {
        const type = TYPES[extname(file)] ?? 'application/octet-stream'
        // A sandboxed frame has an origin of its own and may load modules only from who says so.
        const open = { 'access-control-allow-origin': '*' }
        response.writeHead(200, { ...headers, ...open, 'content-type': type }).end(body)
      },
      () => response.writeHead(404, headers).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}/`, requests, close }
}
