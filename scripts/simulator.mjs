// Runs the simulator's command from its source: `npm run simulator -- --port 4400`.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

// Node 20 reads no TypeScript, so Vite does; it serves no page here and watches nothing.
const vite = await createServer({
  root: dirname(dirname(fileURLToPath(import.meta.url))),
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true, include: [] },
})
try {
  const { main } = await vite.ssrLoadModule('/src/simulator/node/main.ts')
  process.exitCode = await main(['simulator', ...process.argv.slice(2)])
} finally {
  await vite.close()
}
