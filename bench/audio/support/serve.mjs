import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

const HTML = (name) => `<!doctype html><meta charset="utf-8"><title>${name}</title>
<div id="root"></div><script type="module" src="/${name}.js"></script>`

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' }

/** Serves the scripts, and at `/page/<name>` an empty page with one of them, on a port of its own. */
export async function serve(folder, { isolated = true } = {}) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    // Without these a page's clock moves in steps of 0.1 ms.
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    }
    if (path.startsWith('/page/'))
      return response.setHeader('Content-Type', 'text/html').end(HTML(path.slice(6)))
    const file = join(folder, normalize(path))
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end()
    response.setHeader('Content-Type', TYPES[/\.\w+$/.exec(file)?.[0]] ?? 'text/plain')
    createReadStream(file).pipe(response)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
