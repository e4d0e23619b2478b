export const RATE_HZ = 24_000

export const rmsOf = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)

/** As loud as this, by its root mean square. */
export function scaled(samples: Float32Array, rms: number): Float32Array {
  const gain = rms / (rmsOf(samples) || 1)
  return samples.map((sample) => sample * gain)
}

/** As a microphone gives it, at -20 dBFS, whatever the level was. */
export const recorded = (samples: Float32Array): Int16Array =>
  Int16Array.from(scaled(samples, 3277), (sample) =>
    Math.max(-32768, Math.min(32767, Math.round(sample))),
  )
