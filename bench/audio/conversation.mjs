import { ask } from '../support/child.mjs'
import { startPlayer } from './costInNode.mjs'
import { WITH_FLOOR } from './players/names.mjs'
import { middles } from './support/rounds.mjs'
import { atMost, figures, section } from './support/section.mjs'

const MINUTES = 10
const PACE = 4

async function converse(name, library, minutes) {
  // A new process each time: what a conversation leaves behind must not be there already.
  const child = startPlayer(name, library)
  try {
    return await ask(child, 'talk', { minutes, pace: PACE })
  } finally {
    child.kill()
  }
}

/** Ten minutes of answers and barge-ins, rendered block by block. */
export async function conversation({ library, rounds }) {
  const found = Object.fromEntries(WITH_FLOOR.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const name of WITH_FLOOR) {
      // 20 s in the seed's queue take it longer than they last: once is enough.
      if (name === 'seed-style' && round > 0) continue
      found[name].push(await converse(name, library, name === 'seed-style' ? 1 : MINUTES))
    }
  const middle = Object.fromEntries(WITH_FLOOR.map((name) => [name, middles(found[name])]))
  const scale = (name) => (name === 'seed-style' ? MINUTES : 1)
  const of = (key) =>
    Object.fromEntries(
      WITH_FLOOR.map((name) => [
        name,
        middle[name][key] * (['over', 'collected'].includes(key) ? scale(name) : 1),
      ]),
    )
  const worst = (key) => Math.max(...found.ours.map((one) => one[key]))
  return section(
    `${MINUTES} simulated minutes, answers of 20 s at ${PACE}x, barge-ins, in Node`,
    WITH_FLOOR,
    [
      figures('quanta over their 5.33 ms', of('over'), 0),
      figures('  besides, in a collection of garbage', of('collected'), 0),
      figures('of one core (%)', of('sharePercent'), 3),
      figures('kept after it (MB)', of('keptMb')),
      atMost('ours, quanta over budget, worst round', worst('over'), 0, ''),
      atMost('ours, kept, worst round', worst('keptMb'), 2, 'MB'),
    ],
    [
      "Time in which the thread had no core is not counted. A collection is not the audio thread's own either: here the page\n" +
        'and its audio share a heap, and a collector that waits for its helpers waits long on a busy machine.\n' +
        'seed-style: one minute, times ten; its quanta are so slow that ten would take half an hour.',
    ],
  )
}
