import { speech } from '../voice/speech.ts'
import { WasiProgram } from '../voice/WasiProgram.ts'

/** What the worker is asked. */
export interface SpeechRequest {
  readonly id: number
  readonly text: string
  readonly voice: string
}

/** What it answers, in the order in which it was asked. */
export type SpeechReply =
  | { readonly id: number; readonly pcm: Int16Array<ArrayBuffer> }
  | { readonly id: number; readonly problem: string }

// An import of a Node module would be replaced by a browser stub when this file is embedded.
const thread = process.getBuiltinModule('node:worker_threads')
const module: unknown = thread.workerData
const flite = module instanceof WebAssembly.Module ? new WasiProgram(module) : null

function answer({ id, text, voice }: SpeechRequest): SpeechReply {
  try {
    if (flite === null) throw new Error('no flite was given')
    return { id, pcm: speech(flite, text, voice) }
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) }
  }
}

thread.parentPort?.on('message', (request: SpeechRequest) => {
  const reply = answer(request)
  thread.parentPort?.postMessage(reply, 'pcm' in reply ? [reply.pcm.buffer] : [])
})
