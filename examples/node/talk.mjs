import { readFileSync, writeFileSync } from 'node:fs'
import { costOf, local, RealtimeSession, websocket } from 'react-realtime-voice/core'
import { recordSpeech, startSimulator, wav } from 'react-realtime-voice/simulator/node'
import { WebSocket } from 'ws'

// Something to say. Any 24 kHz mono WAV will do; the second of quiet at its end lets the turn end.
writeFileSync('question.wav', wav(await recordSpeech(['Two tickets to Lyon, please.', 1000])))

const simulator = await startSimulator()
const session = new RealtimeSession({
  // A real service instead: openai({ model: 'gpt-realtime', apiKey: process.env.OPENAI_API_KEY })
  endpoint: local({ url: simulator.url }),
  // Node has a WebSocket of its own from version 22 on; then this line is not needed.
  transport: websocket({ WebSocket }),
  settings: { instructions: 'Answer in one sentence.' },
  onError: (error) => console.error(error.code, error.message, error.remedy),
})

session.on('response.output_audio_transcript.delta', ({ delta }) => process.stdout.write(delta))

const answer = []
session.on('audio', ({ itemId, pcm }) => {
  answer.push(pcm)
  // Nobody listens here, so nobody has to wait until it would have been played. A script that plays it says how far it is.
  session.reportHeard(itemId, Infinity)
})

/** Resolves when the model has nothing more to say. */
const answered = () =>
  new Promise((resolve) => {
    let isBusy = false
    const off = session.subscribe(() => {
      const { modelStatus } = session.getSnapshot()
      if (modelStatus !== 'idle') isBusy = true
      else if (isBusy) resolve(off())
    })
  })

await session.connect()

const written = answered()
session.sendText('Good morning.')
await written
process.stdout.write('\n')

const spoken = answered()
const pcm = readFileSync('question.wav').subarray(44)
for (let at = 0; at < pcm.length; at += 9600) session.appendAudio(pcm.subarray(at, at + 9600))
await spoken
process.stdout.write('\n')

writeFileSync('answer.wav', wav(Int16Array.from(answer.flatMap((part) => [...part]))))

const { turns, usage } = session.getSnapshot().measures
for (const { from, createdMs, firstDeltaMs, firstSoundMs } of turns)
  console.log(
    `after the ${from}: created ${createdMs} ms, first delta ${firstDeltaMs} ms, first sound ${firstSoundMs} ms`,
  )
const prices = {
  text: { input: 4, cached: 0.4, output: 16 },
  audio: { input: 32, cached: 0.4, output: 64 },
}
const { audio, total } = usage
// Null where the service does not tell of which kind its tokens were.
const cost = costOf(usage, prices)?.total.toFixed(4) ?? '?'
console.log(`${total} tokens, of sound ${audio.input} in and ${audio.output} out: $${cost}`)

session.disconnect()
await simulator.close()
