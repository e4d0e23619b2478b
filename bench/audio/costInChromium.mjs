import { WITH_FLOOR } from './players/names.mjs'
import { interleaved, median } from './support/rounds.mjs'
import { atLeast, atMost, figures, section } from './support/section.mjs'

const DEPTHS = [1, 10, 60, 300]
/** One page of the same player differs from the next by up to 1 µs, which is more than the players do. */
const PAGES_IN_ROUND = 3
/** At 300 s a block takes the seed-style player longer than the whole part may last. */
const isTooSlow = (name, seconds) => name === 'seed-style' && seconds > 60

function stretchesOf(name, seconds) {
  if (name === 'seed-style' && seconds > 1) return { warm: 1, stretches: 4, quanta: 32 }
  // The thread has compiled all after 20 to 40 stretches, whoever it plays for: more code takes longer.
  return { warm: 40, stretches: 20, quanta: 168 }
}

async function measure(chromium, name, seconds) {
  if (isTooSlow(name, seconds)) return NaN
  const page = await chromium.open('cost')
  try {
    return median(await page.ask('cost', { name, seconds, ...stretchesOf(name, seconds) }))
  } finally {
    await page.close()
  }
}

/** The same in the audio thread of a browser, through a context that renders as fast as it can. */
export async function costInChromium({ chromium, rounds }) {
  const cost = {}
  for (const seconds of DEPTHS)
    cost[seconds] = await interleaved(WITH_FLOOR, PAGES_IN_ROUND * rounds, (name) =>
      measure(chromium, name, seconds),
    )
  const own = (seconds) => cost[seconds].ours
  return section(
    'cost of a quantum in an audio thread of Chromium, warm (µs)',
    WITH_FLOOR,
    [
      ...DEPTHS.map((seconds) => figures(`${seconds} s queued`, cost[seconds])),
      atMost('ours, 60 s queued to 1 s', own(60) / own(1), 1.5),
      atMost('ours, 300 s queued to 60 s', own(300) / own(60), 1.2),
      atMost("ours to ElevenLabs', 60 s queued", own(60) / cost[60].elevenlabs, 1),
      atLeast('seed-style to ours, 60 s queued', cost[60]['seed-style'] / own(60), 300),
    ],
    [
      'Warm: after 36 s of sound. Each stands in the graph of its own client: gains and analysers are in its figures. What the\n' +
        'browser itself takes for a quantum, with an empty processor, is the floor and in all figures. Ours\n' +
        'tells the page twice a second where it is; ElevenLabs tells nothing.',
    ],
  )
}
