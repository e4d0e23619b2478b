/** Silence from `from` up to `to`. Most blocks have none, and an empty fill is still a call. */
export function hush(output: Float32Array, from: number, to: number): void {
  if (to > from) output.fill(0, from, to)
}
