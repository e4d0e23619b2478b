import { VoiceError } from '../base/errors.ts'
import { openWorker } from './openWorker.ts'
import type { Job, JobRequest } from './serveJobs.ts'

export interface StartWorkOptions {
  /** Which of the Worker's jobs. */
  readonly job: string
  /**
   * Where react-realtime-voice/worker.js lies, for pages that allow nothing else. Replaces every other way, so a
   * wrong one is an error. Handed to the browser as it is: a `TrustedScriptURL` works too.
   */
  readonly url?: string | URL | undefined
  /** Loads the same job for where no Worker can be had: it is then done in the page itself. */
  readonly inPage: () => Promise<Job>
}

/** A job under way. */
export interface Work {
  /** Talks to the job. */
  readonly port: MessagePort
  readonly where: 'workerUrl' | 'blob' | 'file' | 'page'
  /** What was tried before, in order, each with its reason: for diagnostics. */
  readonly tried: readonly string[]
  /** Ends the job. In Node an open port would keep the process alive. */
  stop(): void
}

type Where = Work['where']

async function fromBlob(): Promise<Worker> {
  const { default: source } = await import('../voice.worker.ts?embed')
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  try {
    // Classic, because a sandboxed frame starts no module Worker from a blob.
    return await openWorker(url, 'classic')
  } finally {
    URL.revokeObjectURL(url)
  }
}

const fromFile = () =>
  openWorker(new URL(/* @vite-ignore */ './rv-worker.js', import.meta.url), 'module')

function waysToWorker(
  url: StartWorkOptions['url'],
): readonly (readonly [Where, () => Promise<Worker>])[] {
  if (url !== undefined) return [['workerUrl', () => openWorker(url, 'module')]]
  if (typeof Worker !== 'function') return []
  return [
    ['blob', fromBlob],
    ['file', fromFile],
  ]
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/**
 * Starts a job in a Worker, or in the page where the page allows none.
 *
 * The embedded source comes first because it costs no request and works from another origin; the file that is
 * shipped beside this one comes next, for `script-src 'self'`.
 *
 * @throws {@link VoiceError} `worker_load_failed`
 */
export async function startWork({ job, url, inPage }: StartWorkOptions): Promise<Work> {
  const tried: string[] = []
  for (const [where, open] of waysToWorker(url)) {
    try {
      return inWorker(await open(), { job, where, tried })
    } catch (error) {
      tried.push(`${where}: ${reasonOf(error)}`)
    }
  }
  if (url !== undefined) throw loadFailed(tried)

  try {
    return ownWork(await inPage(), tried)
  } catch (error) {
    throw loadFailed([...tried, `page: ${reasonOf(error)}`], error)
  }
}

function inWorker(
  worker: Worker,
  { job, where, tried }: { job: string; where: Where; tried: readonly string[] },
): Work {
  const { port1, port2 } = new MessageChannel()
  const request: JobRequest = { job, port: port2 }
  worker.postMessage(request, [port2])
  const stop = () => {
    port1.close()
    worker.terminate()
  }
  return { port: port1, where, tried, stop }
}

function ownWork(serve: Job, tried: readonly string[]): Work {
  const { port1, port2 } = new MessageChannel()
  serve(port2)
  const stop = () => {
    port1.close()
    port2.close()
  }
  return { port: port1, where: 'page', tried, stop }
}

const loadFailed = (tried: readonly string[], cause?: unknown) =>
  new VoiceError('worker_load_failed', { details: { tried: tried.join('; ') }, cause })
