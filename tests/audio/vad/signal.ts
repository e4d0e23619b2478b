/** Noise that is the same everywhere: -1 to 1. */
export function noise(seed = 1): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state / 2 ** 31
  }
}

/** Silence, speech, silence, a tone, noise, and speech within noise: nine seconds at 16 kHz. */
export function referenceSignal(speech: Int16Array): Float32Array {
  const signal = new Float32Array(9 * 16_000)
  const random = noise()
  const second = 16_000
  for (let i = 0; i < signal.length; i++) {
    const loudness = i < 3.5 * second ? 0.0005 : i < 4.5 * second ? 0 : 0.02
    signal[i] = random() * loudness
  }
  for (let i = 3.5 * second; i < 4.5 * second; i++)
    signal[i]! += 0.3 * Math.sin((2 * Math.PI * 440 * i) / 16_000)
  speech.forEach((sample, i) => {
    signal[0.5 * second + i]! += sample / 32768
    signal[5.5 * second + i]! += sample / 131072
  })
  return signal
}
