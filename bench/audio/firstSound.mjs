import { startAnswers } from './support/answerServer.mjs'
import { PLAYERS } from './players/names.mjs'
import { middles, p95 } from './support/rounds.mjs'
import { atMost, figures, section } from './support/section.mjs'

const NAMES = ['ours', 'ours, no buffer', ...PLAYERS.slice(1)]
const ANSWERS = 5
/** One that holds all that the buffer waits for, and some that do only together. */
const DELTAS_MS = [100, 20]

/** From a server that sends at four times real time to the first sample that leaves a worklet. */
export async function firstSound({ chromium, rounds }) {
  const server = await startAnswers()
  const found = Object.fromEntries(
    DELTAS_MS.map((deltaMs) => [deltaMs, Object.fromEntries(NAMES.map((name) => [name, []]))]),
  )
  try {
    for (let round = 0; round < rounds; round++)
      for (const name of NAMES) {
        const page = await chromium.open('playback')
        for (const deltaMs of DELTAS_MS) {
          const input = { name, url: server.url, answers: ANSWERS, deltaMs }
          found[deltaMs][name].push(...(await page.ask('firstSound', input)))
        }
        await page.close()
      }
  } finally {
    await server.close()
  }
  const middle = (deltaMs, name) => middles(found[deltaMs][name])
  const bare = middle(100, 'ours, no buffer')
  const latest = (deltaMs, name) => p95(found[deltaMs][name].map(({ waitMs }) => waitMs))
  const column = (deltaMs, key, floor) => ({
    floor,
    ...Object.fromEntries(NAMES.map((name) => [name, middle(deltaMs, name)[key]])),
  })
  const batchMs = bare.batchMs + bare.tripMs
  const late = middle(20, 'ours').waitMs - middle(20, 'ours, no buffer').waitMs
  const handling = column(100, 'handlerUs')
  return section(
    "server's send to first rendered sample, in Chromium",
    ['floor', ...NAMES],
    [
      figures('wait, deltas of 100 ms, p50 (ms)', column(100, 'waitMs', batchMs), 1),
      figures('wait, deltas of 20 ms, p50 (ms)', column(20, 'waitMs', batchMs), 1),
      figures(
        'wait, deltas of 100 ms, p95 (ms)',
        Object.fromEntries(NAMES.map((name) => [name, latest(100, name)])),
        1,
      ),
      figures('handling of 100 ms (µs)', handling, 0),
      atMost('ours without the buffer, p50', bare.waitMs, batchMs, 'ms'),
      atMost('ours, more with the buffer, deltas of 20 ms', late, 12, 'ms'),
      atMost('ours to seed-style, handling', handling.ours / handling['seed-style'], 0.3),
    ],
    [
      'The floor is one render batch (baseLatency) and the way through the socket: what comes waits for the next batch, half\n' +
        'of one in the middle.',
    ],
  )
}
