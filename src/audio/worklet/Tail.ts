/** The end of a sound that was cut off: falls to silence under whatever follows it. */
export class Tail {
  readonly #samples: Float32Array
  #at = 0
  #end = 0

  constructor(maxSamples: number) {
    this.#samples = new Float32Array(maxSamples)
  }

  /** Lets the first `count` samples of `sound` fall to zero in a straight line. What still sounds of an earlier tail goes on. */
  add(sound: Float32Array, count: number): void {
    const left = this.#end - this.#at
    this.#samples.copyWithin(0, this.#at, this.#end)
    this.#samples.fill(0, left)
    for (let i = 0; i < count; i++)
      this.#samples[i] = this.#samples[i]! + sound[i]! * (1 - (i + 1) / count)
    this.#at = 0
    this.#end = Math.max(left, count)
  }

  /** Adds what comes next of it to `output`, from `from` up to `to`. */
  mix(output: Float32Array, from: number, to: number): void {
    const count = Math.min(to - from, this.#end - this.#at)
    for (let i = 0; i < count; i++)
      output[from + i] = output[from + i]! + this.#samples[this.#at + i]!
    this.#at += count
  }
}
