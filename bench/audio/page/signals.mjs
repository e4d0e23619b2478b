const RATE_HZ = 24_000
/** Of the voice: low enough that a hard edge stands far above its own steps. */
const TONE_HZ = 199.3
const AMPLITUDE = 16_000
/** Tells every place from every other, and is too quiet to count as a step. */
const DITHER = 24

function* random(seed) {
  let state = seed
  for (;;) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    yield state >> 16
  }
}

/** Never zero, so that a lost sample cannot hide in silence, and nowhere the same. */
export function noise(length, seed = 1) {
  const numbers = random(seed)
  return Int16Array.from({ length }, () => numbers.next().value || 1)
}

/** A smooth tone that a click stands out of, and that still tells where it is. */
export function tone(length, seed = 7) {
  const numbers = random(seed)
  return Int16Array.from({ length }, (_, i) => {
    const value = AMPLITUDE * Math.sin((2 * Math.PI * TONE_HZ * i) / RATE_HZ)
    return Math.round(value + (numbers.next().value / 32768) * DITHER) || 1
  })
}

export function largestStep(samples, from = 0, to = samples.length) {
  let largest = 0
  for (let i = Math.max(1, from); i < Math.min(to, samples.length); i++)
    largest = Math.max(largest, Math.abs(samples[i] - samples[i - 1]))
  return largest
}
