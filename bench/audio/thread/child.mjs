// A player in a process of its own, rendered by hand: node --expose-gc child.mjs <player> <library>
import { Session } from 'node:inspector/promises'
import { coreWait } from '../../support/coreWait.mjs'
import { serve } from '../../support/child.mjs'
import { talk } from './talk.mjs'
import { subject } from './subjects.mjs'
import { QUANTUM } from './webAudio.mjs'

const [, , name, library] = process.argv
const openPlayer = await subject(name, library)

/** Blocks between two deltas, which is how long a delta is: the queue stays as deep as it was. */
const BLOCKS = 16
const WARM_MS = 400
const MEASURE_MS = 400
const WARM_BLOCKS = 6000

const delta = () => new Int16Array(BLOCKS * QUANTUM).fill(1000)

async function filled(seconds) {
  const player = await openPlayer()
  for (let samples = 0; samples < seconds * 24_000; samples += BLOCKS * QUANTUM)
    player.write(delta())
  return player
}

function run(player, blocks = BLOCKS) {
  for (let i = 0; i < blocks; i++) player.render()
}

function warm(player) {
  const until = performance.now() + WARM_MS
  for (let i = 0; i < WARM_BLOCKS && performance.now() < until; i += BLOCKS) {
    // Two, so that a queue that takes 50 ms for a block does not keep everybody waiting.
    run(player, 2)
    if (performance.now() < until) run(player, BLOCKS - 2)
    refill(player)
  }
}

function refill(player) {
  player.deliver()
  player.write(delta())
}

async function allocatedBy(work) {
  const session = new Session()
  session.connect()
  await session.post('HeapProfiler.enable')
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 64,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  })
  work()
  const { profile } = await session.post('HeapProfiler.stopSampling')
  session.disconnect()
  return profile.samples.reduce((sum, { size }) => sum + size, 0)
}

const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1]

serve({
  /** Microseconds of a block, the middle of many runs, with so much queued and everything compiled. */
  async cost({ seconds }) {
    const player = await filled(seconds)
    warm(player)
    const costs = []
    const until = performance.now() + MEASURE_MS
    while (costs.length < 3 || (performance.now() < until && costs.length < 2000)) {
      const blocks = performance.now() < until ? BLOCKS : 2
      const at = performance.now()
      run(player, blocks)
      costs.push(((performance.now() - at) * 1000) / blocks)
      refill(player)
    }
    player.close()
    return middle(costs)
  },
  /** Bytes of heap that a block takes, as the engine counts them, its reports to the page included. */
  async allocation() {
    const player = await filled(60)
    warm(player)
    player.deliver()
    const blocks = name === 'seed-style' ? 4 : 10_000
    const bytes = await allocatedBy(() => {
      for (let i = 0; i < blocks; i++) player.render()
    })
    player.close()
    return bytes / blocks
  },
  talk: (settings) => talk(openPlayer, coreWait(), settings),
})
