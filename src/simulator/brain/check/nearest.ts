/** How many letters must be added, taken away, changed, or swapped with their neighbour. */
function distance(a: string, b: string): number {
  let before: readonly number[] = []
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const changed = row[j]! + (a[i] === b[j] ? 0 : 1)
      const isSwap = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]
      const swapped = isSwap ? before[j - 1]! + 1 : Infinity
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, changed, swapped))
    }
    before = row
    row = next
  }
  return row.at(-1)!
}

/** The name that was meant, if one is near enough to be a slip; of two as near, the one that is nearer in length. */
export function nearest(name: string, known: readonly string[]): string | null {
  const slips = known
    .map((one) => ({
      one,
      far: distance(name.toLowerCase(), one.toLowerCase()),
      longer: Math.abs(one.length - name.length),
    }))
    .filter(({ one, far }) => far <= Math.ceil(one.length / 3))
    .sort((a, b) => a.far - b.far || a.longer - b.longer)
  return slips[0]?.one ?? null
}
