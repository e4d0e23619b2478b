import { fileURLToPath } from 'node:url'
import { ask, startChild } from '../support/child.mjs'
import { WITH_FLOOR } from './players/names.mjs'
import { interleaved } from './support/rounds.mjs'
import { atLeast, atMost, figures, section } from './support/section.mjs'

const CHILD = fileURLToPath(new URL('./thread/child.mjs', import.meta.url))
// Room for what is young: no collection falls into a stretch that is measured for what it leaves behind.
const FLAGS = ['--expose-gc', '--max-semi-space-size=64']
const DEPTHS = [1, 10, 60, 300]

/** A player in a process of its own. */
export const startPlayer = (name, library) =>
  startChild(CHILD, { args: [name, library], flags: FLAGS })

/** The worklets as they ship, in Node, compiled and warm: nothing but what they do themselves. */
export async function costInNode({ library, rounds }) {
  const children = Object.fromEntries(WITH_FLOOR.map((name) => [name, startPlayer(name, library)]))
  try {
    const cost = {}
    for (const seconds of DEPTHS)
      cost[seconds] = await interleaved(WITH_FLOOR, rounds, (name) =>
        ask(children[name], 'cost', { seconds }),
      )
    const bytes = await interleaved(WITH_FLOOR, rounds, (name) => ask(children[name], 'allocation'))
    return section('cost of a quantum in Node, warm (µs)', WITH_FLOOR, [
      ...DEPTHS.map((seconds) => figures(`${seconds} s queued`, cost[seconds])),
      figures('bytes allocated by a quantum, 60 s queued', bytes, 0),
      atMost('ours, 60 s queued to 1 s', cost[60].ours / cost[1].ours, 1.5),
      atMost('ours, 300 s queued to 60 s', cost[300].ours / cost[60].ours, 1.2),
      atMost("ours to ElevenLabs', 60 s queued", cost[60].ours / cost[60].elevenlabs, 1),
      atLeast('seed-style to ours, 60 s queued', cost[60]['seed-style'] / cost[60].ours, 1000),
    ])
  } finally {
    for (const child of Object.values(children)) child.kill()
  }
}
