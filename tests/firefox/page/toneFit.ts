const decibels = (power: number) => 10 * Math.log10(power)

/** So many samples are fitted at a time, half a second: a click every chunk is in each of them. */
const WINDOW = 12_000

/**
 * The fit of the half second that has the least beside the tone.
 *
 * A machine with too much to do loses blocks of its own on the way to the browser: only those are forgiven.
 */
export function cleanestFit(samples: Int16Array, hz: number, rateHz: number) {
  const fits = []
  for (let at = 0; at + WINDOW <= samples.length; at += WINDOW / 5)
    fits.push(toneFit(samples.subarray(at, at + WINDOW), hz, rateHz))
  return fits.reduce((best, fit) => (fit.restDb < best.restDb ? fit : best))
}

/**
 * The sine of this frequency that fits best, least squares, and what is left when it is taken away.
 *
 * Powers in dB of full scale: a full sine has -3.
 */
function toneFit(samples: ArrayLike<number>, hz: number, rateHz: number) {
  const count = samples.length
  let sine = 0
  let cosine = 0
  let mean = 0
  for (let i = 0; i < count; i++) mean += samples[i]! / 32_768 / count
  const angle = (i: number) => (2 * Math.PI * hz * i) / rateHz
  for (let i = 0; i < count; i++) {
    const value = samples[i]! / 32_768 - mean
    sine += (2 * value * Math.sin(angle(i))) / count
    cosine += (2 * value * Math.cos(angle(i))) / count
  }
  let rest = 0
  let total = 0
  for (let i = 0; i < count; i++) {
    const value = samples[i]! / 32_768 - mean
    const fitted = sine * Math.sin(angle(i)) + cosine * Math.cos(angle(i))
    rest += (value - fitted) ** 2 / count
    total += value ** 2 / count
  }
  const tone = (sine ** 2 + cosine ** 2) / 2
  return {
    toneDb: decibels(tone),
    restDb: decibels(rest),
    snrDb: decibels(tone / rest),
    totalDb: decibels(total),
  }
}
