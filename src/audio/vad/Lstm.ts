import type { Take } from './layers.ts'

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))

/** The layer that remembers: as many units as it has inputs. */
export class Lstm {
  /** What the units say about the last input. */
  readonly output: Float64Array
  readonly #next: Float64Array
  readonly #cell: Float64Array
  readonly #fromInput: Float64Array
  readonly #fromOutput: Float64Array
  readonly #bias: Float64Array

  constructor(take: Take, units: number) {
    this.output = new Float64Array(units)
    this.#next = new Float64Array(units)
    this.#cell = new Float64Array(units)
    this.#fromInput = take(4 * units * units)
    this.#fromOutput = take(4 * units * units)
    const first = take(4 * units)
    const second = take(4 * units)
    this.#bias = first.map((value, i) => value + second[i]!)
  }

  step(input: Float64Array): void {
    const { output } = this
    const units = output.length
    const wi = this.#fromInput
    const wo = this.#fromOutput
    const bias = this.#bias
    const gate = units * units
    for (let u = 0; u < units; u++) {
      let enter = bias[u]!
      let keep = bias[units + u]!
      let value = bias[2 * units + u]!
      let leave = bias[3 * units + u]!
      for (let k = 0, w = u * units; k < units; k++, w++) {
        const x = input[k]!
        const h = output[k]!
        enter += wi[w]! * x + wo[w]! * h
        keep += wi[gate + w]! * x + wo[gate + w]! * h
        value += wi[2 * gate + w]! * x + wo[2 * gate + w]! * h
        leave += wi[3 * gate + w]! * x + wo[3 * gate + w]! * h
      }
      const cell = sigmoid(keep) * this.#cell[u]! + sigmoid(enter) * Math.tanh(value)
      this.#cell[u] = cell
      this.#next[u] = sigmoid(leave) * Math.tanh(cell)
    }
    output.set(this.#next)
  }

  reset(): void {
    this.output.fill(0)
    this.#cell.fill(0)
  }
}
