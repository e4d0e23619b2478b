// The process of the clients: apart from the server, as they would be.
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '../support/child.mjs'
import { spreadOf } from '../support/spread.mjs'
import { Stopwatch } from '../support/Stopwatch.mjs'
import { Caller } from './Caller.mjs'
import { delaysOf } from './delaysOf.mjs'
import { Microphone } from './Microphone.mjs'
import { makeSpeech } from './speech.mjs'

const VOICES = [
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'sage',
  'shimmer',
  'verse',
  'marin',
  'cedar',
]

let utterances = []

serve({
  async prepare({ folder }) {
    utterances = await makeSpeech(folder)
  },
  async talk({ url, sessions, chunkMs, durationMs, pace, words }) {
    const microphones = Array.from(
      { length: sessions },
      (_, i) =>
        // Everybody is somewhere else in the conversation.
        new Microphone(utterances, { first: i % utterances.length, chunkMs, durationMs }),
    )
    const stopwatch = new Stopwatch()
    const callers = []
    for (const [i, microphone] of microphones.entries()) {
      const voice = VOICES[i % VOICES.length]
      const newWords = words === 'new' ? `${i}` : null
      callers.push(new Caller(url, { microphone, chunkMs, voice, newWords }))
      // Not all at the same moment of a chunk: nobody arranges that.
      await sleep(7)
    }
    await Promise.all(callers.map(({ done }) => done))
    const total = (pick) => callers.reduce((sum, caller) => sum + pick(caller), 0)
    return {
      delay: spreadOf(
        callers.flatMap(({ answers }) => answers.flatMap((one) => delaysOf(one, pace))),
      ),
      firstDelta: spreadOf(callers.flatMap(({ firstDeltaMs }) => firstDeltaMs)),
      said: total(({ said }) => said),
      started: total(({ started }) => started),
      committed: total(({ committed }) => committed),
      wrong: callers.filter((one) => one.said !== one.started || one.said !== one.committed).length,
      secondsDown:
        total(({ answers }) => answers.reduce((sum, one) => sum + one.soundMs, 0)) / 1000,
      problems: callers.flatMap(({ problems }) => problems),
      loop: stopwatch.stop(),
    }
  },
})
