import { PLAYERS } from './players/names.mjs'
import { atMost, figures, section } from './support/section.mjs'

const FEEDS = {
  '3 s in chunks of 1 to 3001': 72_013,
  '1000 deltas of 1 sample': 1000,
  'one delta of 10 s': 240_000,
  '4 s, dry for 700 ms after 2 s': 96_055,
}

async function measure(browser, name, what) {
  const page = await browser.open('playback')
  try {
    return await page.ask('exactness', { name, what })
  } catch (cause) {
    // A peer that does not start at all is a result; ours would be a fault.
    if (name === 'ours') throw cause
    return {}
  } finally {
    await page.close()
  }
}

const column = (found, pick, floor = 0) => ({
  floor,
  ...Object.fromEntries(PLAYERS.map((name) => [name, pick(found[name]) ?? NaN])),
})
const wrong = ({ lost, doubled, foreign }) => lost + doubled + foreign

/** What reaches the loudspeaker, sample by sample, in real time. */
export async function exactness({ browser }) {
  const lines = []
  let ours = 0
  for (const [what, total] of Object.entries(FEEDS)) {
    // Side by side: what counts is what is played, and no clock.
    const results = await Promise.all(PLAYERS.map((name) => measure(browser, name, what)))
    const found = Object.fromEntries(PLAYERS.map((name, i) => [name, results[i]]))
    ours += wrong(found.ours)
    lines.push(
      figures(
        `${what}: exact`,
        column(found, ({ matched }) => matched, total),
        0,
      ),
      figures(
        '  lost',
        column(found, ({ lost }) => lost),
        0,
      ),
      figures(
        '  doubled or foreign',
        column(found, (one) => one.doubled + one.foreign),
        0,
      ),
      figures(
        '  quieter, under a fade',
        column(found, ({ faded }) => faded),
        0,
      ),
      figures(
        '  gaps',
        column(found, ({ gaps }) => gaps, Number(what.includes('dry'))),
        0,
      ),
    )
  }
  return section(
    `exactness in real time, in ${browser.version} (samples)`,
    ['floor', ...PLAYERS],
    [...lines, atMost('ours, lost, doubled or foreign in all feeds', ours, 0, '')],
    [
      'The floor is what was fed. Quieter under a fade: the 3 ms with which sound comes back after an underrun; the others\n' +
        'come back with a click. In the feed that runs dry, one gap is right.',
    ],
  )
}
