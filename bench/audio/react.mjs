import { middles } from './support/rounds.mjs'
import { atMost, figures, section } from './support/section.mjs'

const SAID =
  'This is a rather long sentence which the simulator is going to say back to us, so that there is time to look at it. ' +
  'And after it there comes another one, because one alone would soon be over, and then nobody could count anything.'
const PATIENCE_MS = 90_000

async function soundAlone(chromium) {
  const page = await chromium.open('react')
  try {
    return await page.ask('sound', { seconds: 6 })
  } finally {
    await page.close()
  }
}

/** A typed turn, through the buttons and boxes that a person has. */
async function conversation(chromium) {
  const { page, ask, close } = await chromium.open('react')
  try {
    await ask('chat')
    await page.getByRole('button', { name: 'Start conversation' }).click()
    const message = page.getByRole('textbox', { name: 'Message' })
    await message.fill(SAID)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.waitForFunction(() => globalThis.bench.speaking().answers > 0, null, {
      timeout: PATIENCE_MS,
    })
    const { commits, ms } = await ask('speaking')
    return { perSecond: (commits * 1000) / ms, seconds: ms / 1000 }
  } finally {
    await close()
  }
}

/** What React does while there is sound. Its production build, counted where its own tools would listen. */
export async function react({ chromium, rounds }) {
  const alone = []
  const talks = []
  for (let round = 0; round < rounds; round++) {
    alone.push(await soundAlone(chromium))
    talks.push(await conversation(chromium))
  }
  const sound = middles(alone)
  const talk = middles(talks)
  const most = (key) => Math.max(...alone.map((one) => one[key]))
  const own = (value) => ({ floor: 0, ours: value })
  return section(
    'React, production build',
    ['floor', 'ours'],
    [
      figures('sound and levels alone: renders', own(most('renders')), 0),
      figures('  commits', own(most('commits')), 0),
      figures('  levels drawn in a second', { ours: sound.drawn }, 1),
      figures('  chunks of the microphone in a second', { ours: sound.chunks }, 1),
      figures('<VoiceChat> while it speaks: commits in a second', own(talk.perSecond), 1),
      figures('  spoken (s)', { ours: talk.seconds }, 1),
      atMost('ours, renders for sound and levels', most('renders') + most('commits'), 0, ''),
      atMost(
        'ours, commits in a second while it speaks, worst round',
        Math.max(...talks.map(({ perSecond }) => perSecond)),
        10,
        '',
      ),
    ],
    ['The conversation is with the simulator in the page, its transcript shown as it comes.'],
  )
}
