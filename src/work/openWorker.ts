import { STAMP } from './stamp.ts'

/** A refused Worker says nothing useful, or nothing at all: whoever does not answer in this time is not coming. */
const DEADLINE_MS = 5000

const isReady = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'ready' in data && data.ready === STAMP

/**
 * Starts a Worker and waits until it has said that it is ours.
 *
 * Rejects with the reason: refused by a policy, not found, of another origin, another version, or silent.
 */
export function openWorker(url: string | URL, type: WorkerType): Promise<Worker> {
  return new Promise((resolve, reject) => {
    // Throws for an address of another origin, and under Trusted Types: the promise rejects with that.
    const worker = new Worker(url, { type })
    const settle = () => {
      clearTimeout(deadline)
      worker.onmessage = null
      worker.onerror = null
    }
    const refuse = (reason: string) => {
      settle()
      worker.terminate()
      reject(new Error(reason))
    }
    const deadline = setTimeout(() => refuse(`no answer in ${DEADLINE_MS} ms`), DEADLINE_MS)
    worker.onerror = (event) => {
      // Handled: the next way is tried, and the page's console stays clean.
      event.preventDefault()
      refuse(event.message || 'refused or not found')
    }
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!isReady(data)) return refuse('it is not the Worker of this version')
      settle()
      resolve(worker)
    }
  })
}
