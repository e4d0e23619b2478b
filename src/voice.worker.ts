import { serveSpeech } from './audio/vad/serveSpeech.ts'
import { serveSimulator } from './simulator/serveSimulator.ts'
import { serveJobs, type WorkScope } from './work/serveJobs.ts'

// The page's types are in force in this folder; here `self` is a Worker.
declare const self: WorkScope

serveJobs(self, { simulator: serveSimulator, speech: serveSpeech })
