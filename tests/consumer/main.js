// An app that uses the packed library, built by Vite like any other. tests/e2e/csp.test.ts drives it.
import { AudioPlayer, Microphone } from 'react-realtime-voice/core'
import workerUrl from 'react-realtime-voice/worker.js?url&no-inline'
import workletUrl from 'react-realtime-voice/worklet.js?url&no-inline'
// Not public: the only way to ask where the Worker runs.
import { startWork } from './node_modules/react-realtime-voice/dist/work/startWork.js'

const echo = (port) => {
  port.onmessage = ({ data }) => port.postMessage(data)
}

window.consumer = {
  /** Starts the Worker, sends it a word, and tells what came back and from where. */
  async askWorker({ given }) {
    const work = await startWork({
      job: 'echo',
      url: given ? workerUrl : undefined,
      inPage: () => Promise.resolve(echo),
    })
    const answer = await new Promise((resolve) => {
      work.port.onmessage = ({ data }) => resolve(data)
      work.port.postMessage('ping')
    })
    work.stop()
    return { answer, where: work.where, tried: work.tried }
  },

  /** Plays two seconds and cuts them when the first sample has left the worklet. Tells what was heard. */
  async play({ given }) {
    const player = new AudioPlayer(given ? { workletUrl } : {})
    const started = new Promise((resolve) => {
      player.listen({ started: resolve, drained: () => undefined })
    })
    await player.start()
    player.play('tone', 0, new Int16Array(48_000).fill(1000))
    await started
    const heard = await player.interrupt()
    const { status, error } = player.state.get()
    player.stop()
    return { status, error: error?.message ?? null, heard }
  },

  /** Opens the microphone and tells how many samples its first chunk had. */
  async record({ given }) {
    const microphone = new Microphone(given ? { workletUrl } : {})
    const chunk = new Promise((resolve) => {
      microphone.listen((pcm) => resolve(pcm.length))
    })
    await microphone.start()
    const samples = await chunk
    microphone.stop()
    return { samples }
  },
}
