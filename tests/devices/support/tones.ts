import type { Sound } from '../../support/pulseStreams.ts'

/** One second of it, which can be repeated without an edge. */
export function tone(hz: number, amplitude = 0.25, rateHz = 48_000): Sound {
  const samples = Float32Array.from(
    { length: rateHz },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rateHz),
  )
  return { samples, rateHz }
}

/** How loud one frequency is in there, in decibels of full scale (Goertzel). A full sine has 0. */
export function toneDb(samples: ArrayLike<number>, hz: number, rateHz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rateHz)
  let one = 0
  let two = 0
  for (let i = 0; i < samples.length; i++) {
    const next = samples[i]! + turn * one - two
    two = one
    one = next
  }
  const power = one * one + two * two - turn * one * two
  return 10 * Math.log10((4 * power) / samples.length ** 2 || 1e-20)
}

/** Root mean square, in decibels of full scale. A full sine has -3. */
export function levelDb(samples: ArrayLike<number>): number {
  let energy = 0
  for (let i = 0; i < samples.length; i++) energy += samples[i]! ** 2
  return 10 * Math.log10(energy / samples.length || 1e-20)
}

/** The moments, of 20 ms each, in which none of these tones is to be heard: how many milliseconds in all. */
export function missingMs(samples: Float32Array, tones: readonly number[], rateHz: number): number {
  const window = rateHz / 50
  let missing = 0
  for (let at = 0; at + window <= samples.length; at += window) {
    const part = samples.subarray(at, at + window)
    if (tones.every((hz) => toneDb(part, hz, rateHz) < -30)) missing += 20
  }
  return missing
}
