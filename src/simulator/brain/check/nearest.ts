/** How many letters must be added, taken away or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++)
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (a[i] === b[j] ? 0 : 1)))
    row = next
  }
  return row.at(-1)!
}

/** The name that was meant, if one is near enough to be a slip. */
export function nearest(name: string, known: readonly string[]): string | null {
  const slips = known
    .map((one) => ({ one, far: distance(name.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, far }) => far <= Math.ceil(one.length / 3))
    .sort((a, b) => a.far - b.far)
  return slips[0]?.one ?? null
}
