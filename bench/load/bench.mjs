import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { built } from '../support/built.mjs'
import { ask, startChild } from '../support/child.mjs'
import { goalsOf, rowsOf } from './report.mjs'

const file = (name) => fileURLToPath(new URL(name, import.meta.url))

function settingsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      sessions: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '30' },
      warmup: { type: 'string', default: '30' },
      chunk: { type: 'string', default: '20' },
      pace: { type: 'string', default: '4' },
      profile: { type: 'string' },
      library: { type: 'string' },
      words: { type: 'string', default: 'known' },
    },
  })
  const number = (name) => Number(values[name])
  return {
    sessions: number('sessions'),
    durationMs: 1000 * number('seconds'),
    warmupMs: 1000 * number('warmup'),
    chunkMs: number('chunk'),
    pace: number('pace'),
    profile: values.profile,
    library: values.library,
    words: values.words,
  }
}

/** One kind of server under the load, from its start to its end. */
async function measure(kind, folder, settings) {
  const { sessions, durationMs, warmupMs, chunkMs, pace, profile, words } = settings
  const profiling =
    profile === undefined || kind === 'floor' ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const server = startChild(file('server.mjs'), { flags: ['--expose-gc', ...profiling] })
  const clients = startChild(file('clients.mjs'))
  try {
    const { url } = await ask(server, 'start', { kind, folder, pace, words })
    await ask(clients, 'prepare', { folder })
    const cold = await ask(server, 'memory')
    const talk = (ms) =>
      ask(clients, 'talk', { url, sessions, chunkMs, durationMs: ms, pace, words })
    await talk(warmupMs)
    const warm = await ask(server, 'memory')
    await ask(server, 'begin')
    const heard = await talk(durationMs)
    const loop = await ask(server, 'end')
    const left = await ask(server, 'memory')
    await ask(server, 'close')
    return { kind, cold, warm, left, loop, heard }
  } finally {
    server.disconnect()
    clients.kill()
  }
}

/** Many sessions in full duplex, and what the server does meanwhile. */
export async function bench(args) {
  const settings = settingsOf(args)
  const folder = settings.library ?? built()
  // The floor keeps nothing: there is nothing to warm.
  const floor = await measure('floor', folder, { ...settings, warmupMs: 5000 })
  const simulator = await measure('simulator', folder, settings)
  const { sessions, durationMs, chunkMs, pace, words } = settings
  return {
    title: `load: ${sessions} sessions in full duplex at 24 kHz for ${durationMs / 1000} s, appends of ${chunkMs} ms, ${words} words at pace ${pace}`,
    settings,
    rows: rowsOf(floor, simulator),
    // With new words the voice is what is measured, and nothing was promised of it.
    goals: words === 'new' ? [] : goalsOf(simulator),
    measured: { floor, simulator },
  }
}
