/** The 65,536 numbers that 16 bits can spell, in order. `Float16Array` is not in Node 20. */
function halves(): Float64Array {
  return Float64Array.from({ length: 0x10000 }, (_, bits) => {
    const exponent = (bits >> 10) & 31
    const fraction = bits & 1023
    const size = exponent === 0 ? fraction / 2 ** 24 : (1 + fraction / 1024) * 2 ** (exponent - 15)
    return bits & 0x8000 ? -size : size
  })
}

/**
 * Loads the detector's weights, 0.6 MB, which nothing else names: they are not downloaded before.
 *
 * Runs in a page and in Node. Not in a Worker, whose bundle would have to contain them: load them
 * here and transfer the buffer.
 *
 * @returns A fresh array at each call, so that it may be transferred. 64 bits each, though they were
 * rounded to 16: a detector spends a third of its time on widening them otherwise.
 */
export async function loadWeights(): Promise<Float64Array<ArrayBuffer>> {
  const { silero16k } = await import('./silero16k.ts')
  const bytes = atob(silero16k)
  const table = halves()
  const weights = new Float64Array(bytes.length / 2)
  for (let i = 0; i < weights.length; i++)
    weights[i] = table[bytes.charCodeAt(2 * i) | (bytes.charCodeAt(2 * i + 1) << 8)]!
  return weights
}
