import { STAMP } from './stamp.ts'

/** Does its work over the port until the other side closes it or ends the Worker. */
export type Job = (port: MessagePort) => void

/** Asks for a job; the port that it is done over is transferred along. */
export interface JobRequest {
  readonly job: string
  readonly port: MessagePort
}

/** First word of a Worker of ours. */
export interface Ready {
  readonly ready: string
}

/** What we use of a Worker's global scope. */
export interface WorkScope {
  onmessage: ((message: MessageEvent<JobRequest>) => void) | null
  postMessage(message: Ready): void
}

/** The Worker's side of `startWork`: says who it is, and starts the jobs that it is asked for. */
export function serveJobs(scope: WorkScope, jobs: Readonly<Record<string, Job>>): void {
  scope.onmessage = ({ data }) => {
    const serve = jobs[data.job]
    // Uncaught here is an error event there, and a line in the console: the page and the Worker are not of one build.
    if (!serve) throw new Error(`No job named ${data.job}`)
    serve(data.port)
  }
  scope.postMessage({ ready: STAMP })
}
