// The process that is measured: the simulator, or the floor under it.
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '../support/child.mjs'
import { Stopwatch } from '../support/Stopwatch.mjs'
import { startFloor } from './floor.mjs'

const MB = 2 ** 20

let server = null
let stopwatch = null

const startServer = {
  simulator: async ({ folder, pace, words }) => {
    const { startSimulator } = await import(`${folder}/simulator/node/index.js`)
    // Either twenty seconds that the voice knows after the first time, or what the client wrote, which it never does.
    const brain = words === 'new' ? 'parrot' : 'longTalker'
    return startSimulator({ brain, pace, log: (line) => console.error(line) })
  },
  floor: ({ pace }) => startFloor({ pace }),
}

/** What is still held when everything that could be thrown away is. */
async function memory() {
  for (let i = 0; i < 4; i++) {
    globalThis.gc()
    // Finalizers, and the memory of sockets, are given back in later tasks.
    await sleep(250)
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  // `external` holds the array buffers already.
  return { heldMb: (heapUsed + external) / MB, rssMb: rss / MB }
}

serve({
  async start({ kind, ...options }) {
    server = await startServer[kind](options)
    return { url: server.url }
  },
  memory,
  begin() {
    stopwatch = new Stopwatch()
  },
  end: () => stopwatch.stop(),
  close: () => server.close(),
})
