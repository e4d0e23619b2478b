import { Worker } from 'node:worker_threads'
import source from './flite.worker.ts?embed'
import type { SpeechReply, SpeechRequest } from './flite.worker.ts'

interface Waiting {
  readonly resolve: (pcm: Int16Array) => void
  readonly reject: (reason: Error) => void
}

/** A thread that has nothing to say holds about 100 MB, and a new one is there in 50 ms. */
const IDLE_MS = 3000

/** Where flite runs: a thread that starts with the first words, and ends when none are asked for a while. */
export class FliteThread {
  readonly #module: WebAssembly.Module
  readonly #idleMs: number
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #idle: ReturnType<typeof setTimeout> | undefined
  #lastId = 0

  /** @param module - `flite.wasm`, compiled. */
  constructor(module: WebAssembly.Module, idleMs = IDLE_MS) {
    this.#module = module
    this.#idleMs = idleMs
  }

  get isRunning(): boolean {
    return this.#worker !== null
  }

  /** Says one sentence, after those that were asked before. Keeps Node alive until then. */
  say(text: string, voice: string): Promise<Int16Array> {
    clearTimeout(this.#idle)
    const worker = (this.#worker ??= this.#start())
    const request: SpeechRequest = { id: ++this.#lastId, text, voice }
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject })
      worker.ref()
      worker.postMessage(request)
    })
  }

  /** Ends the thread, until something is to be said again. @param reason - Given to those who wait. */
  async stop(reason: Error): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
    await worker?.terminate()
  }

  #start(): Worker {
    // Without `execArgv: []` the thread would run the loaders and flags of whoever started Node.
    const worker = new Worker(source, { eval: true, execArgv: [], workerData: this.#module })
    worker.on('message', (reply: SpeechReply) => this.#hear(reply))
    worker.on('error', (error) => void this.stop(error))
    return worker
  }

  #hear(reply: SpeechReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (this.#waiting.size === 0) this.#rest()
    if ('pcm' in reply) waiting?.resolve(reply.pcm)
    else waiting?.reject(new Error(`flite: ${reply.problem}`))
  }

  #rest(): void {
    this.#worker?.unref()
    this.#idle = setTimeout(() => void this.stop(new Error('the voice was idle')), this.#idleMs)
    this.#idle.unref()
  }
}
