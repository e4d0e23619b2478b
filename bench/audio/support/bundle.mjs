import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { build } from 'vite'

const here = fileURLToPath(new URL('..', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))

const PAGES = ['cost', 'playback', 'capture', 'react']

/**
 * Bundles the scripts of the pages for production, over the library as it was built.
 *
 * @returns The folder with one script of each name.
 */
export async function bundle(library) {
  const outDir = join(root, '.cache', 'bench-pages')
  await build({
    configFile: false,
    root: here,
    mode: 'production',
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: {
      alias: [
        { find: /^react-realtime-voice$/, replacement: join(library, 'index.js') },
        { find: /^react-realtime-voice\/dist/, replacement: library },
        // The only class that is wanted; the package itself says no more than how to load everything.
        {
          find: /^elevenlabs\//,
          replacement: `${join(root, 'bench/node_modules/@elevenlabs/client/dist')}/`,
        },
      ],
    },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(PAGES.map((name) => [name, join(here, 'page', `${name}.mjs`)])),
        output: { entryFileNames: '[name].js' },
        onwarn: () => undefined,
      },
    },
  })
  return outDir
}
