/** Middle, tail and worst of some figures; zeros when there are none. */
export function spreadOf(figures) {
  const sorted = Float64Array.from(figures).sort()
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 }
}
