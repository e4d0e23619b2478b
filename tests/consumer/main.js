// An app that uses the packed library, built by Vite like any other. tests/e2e/csp.test.ts drives it.
import { AudioPlayer, Microphone } from 'react-realtime-voice'
import { RealtimeSession } from 'react-realtime-voice/core'
import { serveSimulator, simulator } from 'react-realtime-voice/simulator'
import workerUrl from 'react-realtime-voice/worker.js?url&no-inline'
import workletUrl from 'react-realtime-voice/worklet.js?url&no-inline'
// Not public: the only way to ask where the Worker runs.
import { startWork } from './node_modules/react-realtime-voice/dist/work/startWork.js'

window.consumer = {
  /** Starts the Worker, and tells where it runs and what was tried before. */
  async startWorker({ given }) {
    const { where, tried, stop } = await startWork({
      job: 'simulator',
      url: given ? workerUrl : undefined,
      inPage: () => Promise.resolve(serveSimulator),
    })
    stop()
    return { where, tried }
  },

  /** Talks to the simulator in the page, as an app would, and tells what it wrote. */
  async converse({ given }) {
    const endpoint = simulator({ brain: 'listener', pace: 0, ...(given ? { workerUrl } : {}) })
    const session = new RealtimeSession({ endpoint })
    await session.connect()
    session.sendText('Hello')
    await session.once('response.done')
    const { items } = session.getSnapshot().conversation
    session.disconnect()
    return { roles: items.map(({ role }) => role) }
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
