/** Silence from `from` up to `to`. Most blocks have none, and even an empty fill costs as much as ten samples. */
export function hush(output: Float32Array, from: number, to: number): void {
  if (to > from) output.fill(0, from, to)
}
