import { basename } from 'node:path'
import { build, type Plugin } from 'vite'

const QUERY = '?embed'

/** Larger than this, and something that should load on demand was pulled in (the detector's weights, say). */
const MAX_BYTES = 128 * 1024

/** Where the same text is also written in a library build: beside its loader, under a name no app has. */
const FILES: Record<string, string> = {
  'voice.worklet.ts': 'audio/worklet/rv-worklet.js',
  'voice.worker.ts': 'work/rv-worker.js',
}

/** Vite turns assets under 4096 bytes into data: URLs, which a strict Content-Security-Policy refuses. */
const pad = (code: string) =>
  code.length >= 4200 ? code : `${code}\n/* ${'padding against asset inlining '.repeat(140)}*/\n`

/** A self-contained script cannot load anything later: no page resolves its relative URLs. */
function refuseLateLoading(file: string, code: string): void {
  if (code.includes('import(')) throw new Error(`${file}: an embedded script must not use import(`)
  if (code.length > MAX_BYTES)
    throw new Error(
      `${file}: ${code.length} bytes embedded; over ${MAX_BYTES} something slipped in`,
    )
}

/** In the bundle it would be an empty object, without a word: seen in the sources or never. */
const refuseOwnAddress: Plugin = {
  name: 'realtime-voice:refuse-import-meta',
  transform(code, id) {
    if (/\bimport\.meta\b/.test(code)) this.error(`${id}: an embedded script has no import.meta`)
  },
}

async function bundle(file: string) {
  const result = await build({
    configFile: false,
    plugins: [refuseOwnAddress],
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      minify: 'oxc',
      target: 'es2022',
      // iife runs as a classic script (the only kind that a sandboxed frame starts from a blob) and as a module.
      lib: { entry: file, formats: ['iife'], name: 'rv', fileName: 'embedded' },
    },
  })
  const outputs = Array.isArray(result) ? result : [result]
  const [first] = outputs
  if (!first || !('output' in first)) throw new Error(`${file}: unexpected build result`)
  const chunks = first.output.filter((part) => part.type === 'chunk')
  const [chunk] = chunks
  if (!chunk || chunks.length > 1) throw new Error(`${file}: must bundle into one chunk`)
  refuseLateLoading(file, chunk.code)
  return chunk
}

/**
 * `import source from './x.worklet.ts?embed'` gives the bundled, minified source as a string; in a
 * library build the same text is also written out, for pages that allow only files of their own.
 *
 * Vite's own ways (`?worker`, `new URL('./x.ts', import.meta.url)`) break at every consumer in a
 * library build: they emit `/assets/…` or inline the uncompiled TypeScript.
 */
export function embed(): Plugin {
  return {
    name: 'realtime-voice:embed',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!id.endsWith(QUERY)) return null
      const resolved = await this.resolve(id.slice(0, -QUERY.length), importer, { skipSelf: true })
      return resolved && resolved.id + QUERY
    },
    async load(id) {
      if (!id.endsWith(QUERY)) return null
      const file = id.slice(0, -QUERY.length)
      const { code, moduleIds } = await bundle(file)
      for (const module of moduleIds) this.addWatchFile(module)
      const fileName = FILES[basename(file)]
      if (fileName && this.environment.mode === 'build' && this.environment.config.build.lib)
        this.emitFile({ type: 'asset', fileName, source: pad(code) })
      return {
        code: `export default ${JSON.stringify(code)};`,
        moduleType: 'js',
        moduleSideEffects: false,
      }
    },
    // A library build inlines `new URL(asset, import.meta.url)`; the source opts out with the comment
    // below, and the comment is removed here so that the consumer's bundler does see the asset.
    renderChunk(code) {
      const out = code.replaceAll(/\/\*\s*@vite-ignore\s*\*\/\s*/g, '')
      return out === code ? null : { code: out, map: null }
    },
  }
}
