import type { Sound } from '../../support/pulseStreams.ts'

/** A second of a sine, at half of full scale, that can be repeated without a click. */
export const tone = (hz: number, rateHz: number): Sound => ({
  rateHz,
  samples: Float32Array.from(
    { length: rateHz },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rateHz),
  ),
})

export const soundOf = (pcm: Int16Array, rateHz = 24_000): Sound => ({
  rateHz,
  samples: Float32Array.from(pcm, (sample) => sample / 32_768),
})

/** How often the samples cross zero upwards, in a second of what is not silence: the pitch of a tone. */
export function pitchHz(samples: Float32Array, rateHz: number): number {
  const loud = samples.filter((sample) => Math.abs(sample) > 0.01)
  let crossings = 0
  for (let i = 1; i < loud.length; i++) if (loud[i - 1]! < 0 && loud[i]! >= 0) crossings++
  return (crossings * rateHz) / samples.length
}
