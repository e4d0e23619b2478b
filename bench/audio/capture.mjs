import { setTimeout as sleep } from 'node:timers/promises'
import { interleaved, median } from './support/rounds.mjs'
import { atLeast, atMost, figures, section } from './support/section.mjs'

export const RECORDERS = ['ours 40 ms', 'ours 20 ms', 'wavtools', 'elevenlabs', 'seed-style']
const NAMES = ['floor', ...RECORDERS]
export const RATES = [44_100, 48_000]
const BUSY_RATE_HZ = 48_000
const SPAN_MS = 3000
/** A second of PCM16 at 24 kHz as base64. */
const TEXT_KB = (24_000 * 2 * 4) / 3 / 1024

async function inPage(browser, work) {
  const page = await browser.open('capture')
  try {
    return await work(page)
  } finally {
    await page.close()
  }
}

const latency = (browser, name) =>
  inPage(browser, async (page) =>
    median(await page.ask('latency', { name, rateHz: BUSY_RATE_HZ, ms: 2000 })),
  )

/** A peer that does not start at all has no figure; ours would be a fault. */
const orNone = (name, none) => (cause) => {
  if (name.startsWith('ours') || name === 'floor') throw cause
  return none
}

/** Two contexts keep the offset of their blocks for as long as a page is open: many pages, and few bursts in each. */
export const latenciesOf = (browser, rounds) =>
  interleaved(NAMES, 3 * rounds, (name) => latency(browser, name).catch(orNone(name, NaN)))

async function busyMs(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
}

/** What a recorder costs the main thread, in its own time on a core, and what it leaves on the heap; both in a second. */
const load = (chromium, name) =>
  inPage(chromium, async (page) => {
    const devtools = await page.devtools()
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.ask('start', { name, rateHz: BUSY_RATE_HZ })
    const before = await busyMs(devtools)
    await sleep(SPAN_MS)
    const mainMs = ((await busyMs(devtools)) - before) / (SPAN_MS / 1000)
    await devtools.send('HeapProfiler.startSampling', {
      samplingInterval: 4096,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    })
    await sleep(SPAN_MS)
    const { profile } = await devtools.send('HeapProfiler.stopSampling')
    await page.ask('stop')
    const bytes = profile.samples.reduce((sum, { size }) => sum + size, 0)
    return { mainMs, allocKb: bytes / 1024 / (SPAN_MS / 1000) }
  })

async function loads(chromium, rounds) {
  const found = { mainMs: {}, allocKb: {} }
  const names = [null, 'bare messages', ...RECORDERS]
  const all = new Map(names.map((name) => [name, { mainMs: [], allocKb: [] }]))
  for (let round = 0; round < rounds; round++)
    for (const name of names) {
      const one = await load(chromium, name)
      for (const key of Object.keys(found)) all.get(name)[key].push(one[key])
    }
  for (const key of Object.keys(found)) {
    const beyondIdle = (name) => median(all.get(name)[key]) - median(all.get(null)[key])
    found[key].floor = beyondIdle('bare messages')
    for (const name of RECORDERS) found[key][name] = beyondIdle(name)
  }
  // The text has to be made, whoever makes it.
  found.allocKb.floor = TEXT_KB
  return found
}

export async function qualitiesOf(browser) {
  const ideal = await inPage(browser, (page) => page.ask('ideal'))
  const found = { floor: RATES.map(() => ideal) }
  for (const name of RECORDERS)
    // Side by side: a window that was disturbed is not the one in the middle.
    found[name] = await Promise.all(
      RATES.map((rateHz) =>
        inPage(browser, async (page) => {
          const { snrDb, aliasDb } = await page.ask('quality', { name, rateHz })
          return { snrDb: median(snrDb), aliasDb: median(aliasDb) }
        }).catch(orNone(name, { snrDb: NaN, aliasDb: NaN })),
      ),
    )
  return (key, rateHz) =>
    Object.fromEntries(NAMES.map((name) => [name, found[name][RATES.indexOf(rateHz)][key]]))
}

/** From a signal in place of the microphone to the text that would be sent. */
export async function capture({ chromium, rounds }) {
  const quality = await qualitiesOf(chromium)
  const late = await latenciesOf(chromium, rounds)
  const { mainMs, allocKb } = await loads(chromium, rounds)
  const khz = (rateHz) => `${rateHz / 1000} kHz`
  const own = (key, rateHz) => quality(key, rateHz)['ours 40 ms']
  return section(
    'capture in Chromium, to 24 kHz as base64',
    NAMES,
    [
      ...RATES.map((rateHz) =>
        figures(`1 kHz from ${khz(rateHz)}, SNR (dB)`, quality('snrDb', rateHz), 1),
      ),
      ...RATES.map((rateHz) =>
        figures(`15 kHz from ${khz(rateHz)}, what is left (dB)`, quality('aliasDb', rateHz), 1),
      ),
      figures('latency, p50 (ms)', late, 1),
      figures('main thread, in a second (ms)', mainMs, 1),
      figures('allocated, in a second (kB)', allocKb, 0),
      ...RATES.map((rateHz) =>
        atLeast(`ours, SNR from ${khz(rateHz)}`, own('snrDb', rateHz), 88, 'dB'),
      ),
      ...RATES.map((rateHz) =>
        atMost(`ours, 15 kHz from ${khz(rateHz)}`, own('aliasDb', rateHz), -80, 'dB'),
      ),
      atMost("ours (20 ms) to ElevenLabs', latency", late['ours 20 ms'] / late.elevenlabs, 1),
      figures("  ours (40 ms, the default) to ElevenLabs', latency", {
        'ours 40 ms': late['ours 40 ms'] / late.elevenlabs,
      }),
      figures('  ours (20 ms) to seed-style, main thread', {
        'ours 20 ms': mainMs['ours 20 ms'] / mainMs['seed-style'],
      }),
      figures('  the bare messages to seed-style, main thread', {
        floor: mainMs.floor / mainMs['seed-style'],
      }),
      atMost(
        'ours (40 ms) to seed-style, main thread',
        mainMs['ours 40 ms'] / mainMs['seed-style'],
        0.25,
      ),
      atMost(
        'ours (40 ms) to seed-style, allocated',
        allocKb['ours 40 ms'] / allocKb['seed-style'],
        0.05,
      ),
    ],
    [
      'A burst is timed from the thread that rendered it. The main thread and the heap: beyond the page alone. The floors are 25 messages a second with as many bytes, with which nothing is done, and the text itself. SNR is that of the middle window: two\n' +
        'contexts without a sound card between them slip now and then.',
    ],
  )
}
