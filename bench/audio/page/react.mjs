/* global document, MutationObserver */
import { counter } from './counter.mjs'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { useAudioPlayer, useMeter, useMicrophone, VoiceChat } from 'react-realtime-voice'
import { simulator } from 'react-realtime-voice/dist/simulator/index.js'
import { tone } from './signals.mjs'

const RATE_HZ = 24_000
const DELTA = 2400
const PACE = 4
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const root = () => createRoot(document.getElementById('root'))

/** A page that plays, records, and draws both levels, and nothing else. */
async function sound({ seconds }) {
  const seen = { renders: 0, drawn: 0, chunks: 0 }
  let parts
  function Page() {
    seen.renders++
    const { player, meter } = useAudioPlayer()
    const microphone = useMicrophone()
    useMeter(meter, () => seen.drawn++)
    useMeter(microphone.meter, () => seen.drawn++)
    parts = { player, microphone: microphone.microphone }
    return null
  }
  const page = root()
  page.render(createElement(Page))
  await wait(200)
  if (counter.commits === 0) throw new Error('React was not heard to commit anything.')
  const { player, microphone } = parts
  microphone.listen(() => seen.chunks++)
  await Promise.all([player.start(), microphone.start()])
  const started = new Promise((resolve) =>
    player.listen({ started: resolve, drained: () => undefined }),
  )
  const source = tone(seconds * RATE_HZ)
  for (let at = 0; at < source.length; at += DELTA) {
    player.play('answer', 0, source.slice(at, at + DELTA))
    await wait(100 / PACE)
  }
  await started
  // From here to just before the end nothing begins or ends: there is only sound.
  await wait(500)
  const before = { ...seen, commits: counter.commits }
  const at = performance.now()
  await wait((seconds * 1000 * (1 - 1 / PACE)) / 2)
  const spanS = (performance.now() - at) / 1000
  const during = {
    renders: seen.renders - before.renders,
    commits: counter.commits - before.commits,
    drawn: (seen.drawn - before.drawn) / spanS,
    chunks: (seen.chunks - before.chunks) / spanS,
  }
  page.unmount()
  return during
}

/** Adds up what is committed while the model speaks, by the word that the page itself shows. */
function watchSpeaking() {
  const found = { commits: 0, ms: 0, answers: 0 }
  let since = null
  const look = () => {
    const chat = document.querySelector('[data-voice="voice-chat"]')
    const isSpeaking = chat?.getAttribute('data-model-status') === 'speaking'
    if (isSpeaking && since === null) since = { commits: counter.commits, at: performance.now() }
    if (isSpeaking || since === null) return
    found.commits += counter.commits - since.commits
    found.ms += performance.now() - since.at
    found.answers++
    since = null
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-model-status'],
  })
  return found
}

let speaking

globalThis.bench = {
  sound,
  /** The whole component, with the simulator in this page; the benchmark uses it from outside, as a person does. */
  chat() {
    speaking = watchSpeaking()
    root().render(createElement(VoiceChat, { endpoint: simulator() }))
  },
  speaking: () => speaking,
}
