export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  if (sorted.length === 0) return NaN
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/** The figure that all but one in twenty do not exceed. */
export function p95(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN
}

/**
 * Measures everybody in turn, round after round: a machine that is slow for a while is slow for all.
 *
 * @param measure - Of (name, round); resolves to a figure.
 * @returns The middle of each one's figures.
 */
export async function interleaved(names, rounds, measure) {
  const found = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const name of names) found[name].push(await measure(name, round))
  return Object.fromEntries(names.map((name) => [name, median(found[name])]))
}

/** The middle of each key of figures that were found together. */
export const middles = (found) =>
  Object.fromEntries(
    Object.keys(found[0] ?? {}).map((key) => [key, median(found.map((one) => one[key]))]),
  )
