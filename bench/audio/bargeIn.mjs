import { PLAYERS } from './players/names.mjs'
import { middles } from './support/rounds.mjs'
import { atMost, figures, section } from './support/section.mjs'

const SCENES = ['normal', 'complete', 'stalled']
const WORDS = {
  normal: 'while it is generated',
  complete: 'when it was complete',
  stalled: 'after a stall of 700 ms',
}
const COLUMNS = ['floor', ...PLAYERS, 'agents-realtime']
/** ElevenLabs' fade takes two seconds, and then it lets go of what is left. */
const silenceMs = (name) => (name === 'elevenlabs' ? 2600 : 400)

/** Every scene with every player, in pages of their own side by side. */
async function roundOf(browser) {
  const talk = async (name) => {
    const page = await browser.open('playback')
    try {
      const found = {}
      for (const scene of SCENES)
        found[scene] = await page.ask('bargeIn', { name, scene, silenceMs: silenceMs(name) })
      return found
    } catch (cause) {
      // A peer that does not start at all is a result; ours would be a fault.
      if (name === 'ours') throw cause
      return Object.fromEntries(SCENES.map((scene) => [scene, {}]))
    } finally {
      await page.close()
    }
  }
  const all = await Promise.all(PLAYERS.map(talk))
  return Object.fromEntries(PLAYERS.map((name, i) => [name, all[i]]))
}

/** What the user hears, and what is said to have been heard, when somebody talks over an answer. */
export async function bargeIn({ browser, rounds }) {
  const found = []
  for (let round = 0; round < rounds; round++) found.push(await roundOf(browser))
  const middle = (name, scene) => middles(found.map((one) => one[name][scene]))
  const column = (scene, key, floor) => ({
    floor,
    ...Object.fromEntries(PLAYERS.map((name) => [name, middle(name, scene)[key] ?? NaN])),
  })
  const worst = (key) =>
    Math.max(...found.flatMap(({ ours }) => SCENES.map((scene) => Math.abs(ours[scene][key]))))
  return section(
    `barge-in, 6 s at 4x, in ${browser.version}`,
    COLUMNS,
    [
      figures('silent after the call (ms)', column('normal', 'silentAfterMs', 0), 1),
      figures('60 dB down after the call (ms)', column('normal', 'quietAfterMs', 0), 1),
      figures('from the first sample touched to silence (ms)', column('normal', 'fadeMs', 0), 1),
      figures("largest step, in the signal's own", {
        floor: 1,
        ...Object.fromEntries(
          PLAYERS.map((name) => [
            name,
            Math.max(...SCENES.map((scene) => middle(name, scene).step ?? NaN)),
          ]),
        ),
      }),
      figures('from the call to the answer (ms)', column('normal', 'ackMs'), 1),
      ...SCENES.map((scene) =>
        figures(
          `heard position, error ${WORDS[scene]} (ms)`,
          {
            ...column(scene, 'error', 0),
            'agents-realtime': middle('ours', scene).wallClock,
          },
          1,
        ),
      ),
      atMost('ours, worst time from the first sample touched to silence', worst('fadeMs'), 5, 'ms'),
      atMost("ours, worst step, in the signal's own", worst('step'), 1.2),
      atMost('ours, worst error of the heard position', worst('error'), 1, 'ms'),
    ],
    [
      'The first sample is touched in the quantum after the worklet hears of it: what it hears between two, no page can see.\n' +
        'The heard position is held against the samples that reached the loudspeaker. agents-realtime: the transport of\n' +
        '@openai/agents-realtime itself, given the same deltas at the same moments as ours. ElevenLabs and the seed report none.',
    ],
  )
}
