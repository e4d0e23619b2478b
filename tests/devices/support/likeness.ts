/** Deaf to half a sample more or less, because it has nothing above some 1,000 Hz; never the same twice, unlike speech. */
export function rumble(length: number, amplitude = 0.4): Int16Array<ArrayBuffer> {
  let state = 7
  const smooth = Array.from({ length: 3 }, () => ({ sum: 0, last: new Float32Array(20), at: 0 }))
  const values = Float32Array.from({ length }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    let value = state / 2 ** 31
    for (const box of smooth) {
      box.sum += value - box.last[box.at]!
      box.last[box.at] = value
      box.at = (box.at + 1) % box.last.length
      value = box.sum / box.last.length
    }
    return value
  })
  const peak = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return Int16Array.from(values, (value) => Math.round((value / peak) * amplitude * 32_767))
}

/** 1 when one is the other, at whatever loudness; 0 when they have nothing in common. */
function likeness(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!
    aa += a[i]! ** 2
    bb += b[i]! ** 2
  }
  return dot / Math.sqrt(aa * bb || 1)
}

/** Where in a recording a part of it is, from `from` on: the place where both are most alike, in samples. */
export function findIn(
  recorded: Float32Array,
  part: Int16Array,
  from: number,
  reach: number,
): { readonly at: number; readonly alike: number } {
  let alike = 0
  let at = from
  for (let place = from; place < from + reach; place++) {
    const found = recorded.subarray(place, place + part.length)
    const like = found.length < part.length ? 0 : likeness(part, found)
    if (like > alike) [alike, at] = [like, place]
    if (alike > 0.995 && like < alike) break
  }
  return { at, alike }
}
