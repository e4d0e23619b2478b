/* global atob */
import { record } from './recorders.mjs'
import { installVoice } from './voice.mjs'

const RATE_HZ = 24_000
const AMPLITUDE = 0.5
const WINDOW = 12_000

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const pcmOf = (text) =>
  new Int16Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer)

const decibels = (ratio) => 10 * Math.log10(ratio)

/** How far the rest is below a tone that is known but for its phase and strength, in decibels. */
function snr(samples, hz) {
  const w = (2 * Math.PI * hz) / RATE_HZ
  let sine = 0
  let cosine = 0
  let mean = 0
  for (let i = 0; i < samples.length; i++) {
    sine += samples[i] * Math.sin(w * i)
    cosine += samples[i] * Math.cos(w * i)
    mean += samples[i]
  }
  // The window holds whole periods: the three do not disturb each other.
  const [a, b, c] = [sine, cosine, mean].map((sum, i) => (sum * (i < 2 ? 2 : 1)) / samples.length)
  let rest = 0
  for (let i = 0; i < samples.length; i++)
    rest += (samples[i] - a * Math.sin(w * i) - b * Math.cos(w * i) - c) ** 2
  return decibels(((a * a + b * b) / 2) * (samples.length / rest))
}

/** Less than this cannot be told from silence: the noise of a PCM16 step. */
const LEAST_POWER = 1 / 32768 ** 2 / 12

const power = (samples) =>
  Math.max(
    LEAST_POWER,
    samples.reduce((sum, sample) => sum + (sample / 32768) ** 2, 0) / samples.length,
  )

const belowTone = (samples) => decibels(power(samples) / (AMPLITUDE ** 2 / 2))

async function collect(name, rateHz, ms) {
  const chunks = []
  const end = await record(name, rateHz, (text) => chunks.push(text))
  await wait(ms)
  await end()
  return Int16Array.from(chunks.flatMap((text) => [...pcmOf(text)]))
}

const windows = (samples) =>
  Array.from({ length: Math.floor(samples.length / WINDOW) }, (_, i) =>
    samples.subarray(i * WINDOW, (i + 1) * WINDOW),
  )

/** A tone that must come through, and one that must not, from a microphone of that rate. */
async function quality({ name, rateHz }) {
  const voice = await installVoice(rateHz)
  voice.tone(1000)
  const kept = await collect(name, rateHz, 3000)
  voice.tone(15_000)
  const folded = await collect(name, rateHz, 2200)
  // The first second is a device that wakes up.
  return {
    snrDb: windows(kept.subarray(RATE_HZ)).map((part) => snr(part, 1000)),
    aliasDb: windows(folded.subarray(RATE_HZ)).map(belowTone),
  }
}

/** What the best recorder could reach: the tone itself, in the steps of PCM16. */
function ideal() {
  const tone = Int16Array.from({ length: WINDOW }, (_, i) =>
    Math.round(32768 * AMPLITUDE * Math.sin((2 * Math.PI * 1000 * i) / RATE_HZ + 0.1)),
  )
  return { snrDb: snr(tone, 1000), aliasDb: belowTone(new Int16Array(WINDOW)) }
}

/** From a burst that was rendered to the text that has it, for some bursts. */
async function latency({ name, rateHz, ms }) {
  const voice = await installVoice(rateHz)
  const found = []
  let rendered = null
  const end = await record(name, rateHz, (text) => {
    const nowMs = performance.now()
    const isHeard = text === null || pcmOf(text).some((sample) => Math.abs(sample) > 3000)
    if (rendered === null || !isHeard) return
    found.push(nowMs - rendered)
    rendered = null
  })
  await wait(700)
  voice.bursts((atMs) => (rendered = atMs))
  await wait(ms)
  await end()
  return found
}

let end = null

globalThis.bench = {
  quality,
  ideal,
  latency,
  /** The recorder runs until `stop`, and its text goes nowhere. `null` for the page alone. */
  async start({ name, rateHz }) {
    const voice = await installVoice(rateHz)
    voice.tone(300)
    end = name === null ? () => undefined : await record(name, rateHz, () => undefined)
    await wait(800)
  },
  stop: () => end(),
}
