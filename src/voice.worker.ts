import { serveSimulator } from './simulator/serveSimulator.ts'
import { serveJobs, type Job, type WorkScope } from './work/serveJobs.ts'

// The page's types are in force in this folder; here `self` is a Worker.
declare const self: WorkScope

const echo: Job = (port) => {
  port.onmessage = ({ data }) => port.postMessage(data)
}

serveJobs(self, { echo, simulator: serveSimulator })
