import { latenciesOf, qualitiesOf, RATES, RECORDERS } from './capture.mjs'
import { atLeast, atMost, figures, section } from './support/section.mjs'

const NAMES = ['floor', ...RECORDERS]

/** As in Chromium, but for what its main thread and its heap are asked: no protocol tells. */
export async function captureInFirefox({ browser, rounds }) {
  const quality = await qualitiesOf(browser)
  const late = await latenciesOf(browser, rounds)
  const khz = (rateHz) => `${rateHz / 1000} kHz`
  const own = (key, rateHz) => quality(key, rateHz)['ours 40 ms']
  return section(
    `capture in ${browser.version}, to 24 kHz as base64`,
    NAMES,
    [
      ...RATES.map((rateHz) =>
        figures(`1 kHz from ${khz(rateHz)}, SNR (dB)`, quality('snrDb', rateHz), 1),
      ),
      ...RATES.map((rateHz) =>
        figures(`15 kHz from ${khz(rateHz)}, what is left (dB)`, quality('aliasDb', rateHz), 1),
      ),
      figures('latency, p50 (ms)', late, 1),
      ...RATES.map((rateHz) =>
        atLeast(`ours, SNR from ${khz(rateHz)}`, own('snrDb', rateHz), 88, 'dB'),
      ),
      ...RATES.map((rateHz) =>
        atMost(`ours, 15 kHz from ${khz(rateHz)}`, own('aliasDb', rateHz), -80, 'dB'),
      ),
      atMost('ours (20 ms) to seed-style, latency', late['ours 20 ms'] / late['seed-style'], 0.3),
    ],
    [
      'What does not start there has no figure: the recorder of ElevenLabs wants a script from a server.',
    ],
  )
}
