/** Hands out the weights of one layer after the other, in the order of the file. */
export type Take = (count: number) => Float64Array

/** `output = layer(input)`. Both keep a channel's columns side by side. Nothing is allocated. */
export type Layer = (input: Float64Array, output: Float64Array) => void

const positive = (value: number) => (value > 0 ? value : 0)

/*
 * The four convolutions, each with a width of 3 and then ReLU, written out for the few columns that
 * there are: every weight is read once, for all columns, and padding is not multiplied.
 */

/** Four columns to four. */
export function fourToFour(take: Take, inputs: number, outputs: number): Layer {
  const weights = take(inputs * outputs * 3)
  const bias = take(outputs)
  return (input, output) => {
    for (let o = 0, w = 0; o < outputs; o++) {
      let a = bias[o]!
      let b = a
      let c = a
      let d = a
      for (let i = 0; i < 4 * inputs; i += 4, w += 3) {
        const before = weights[w]!
        const here = weights[w + 1]!
        const after = weights[w + 2]!
        const p = input[i]!
        const q = input[i + 1]!
        const r = input[i + 2]!
        const s = input[i + 3]!
        a += here * p + after * q
        b += before * p + here * q + after * r
        c += before * q + here * r + after * s
        d += before * r + here * s
      }
      output[4 * o] = positive(a)
      output[4 * o + 1] = positive(b)
      output[4 * o + 2] = positive(c)
      output[4 * o + 3] = positive(d)
    }
  }
}

/** Every other one of four columns. */
export function fourToTwo(take: Take, inputs: number, outputs: number): Layer {
  const weights = take(inputs * outputs * 3)
  const bias = take(outputs)
  return (input, output) => {
    for (let o = 0, w = 0; o < outputs; o++) {
      let a = bias[o]!
      let b = a
      for (let i = 0; i < 4 * inputs; i += 4, w += 3) {
        const q = input[i + 1]!
        a += weights[w + 1]! * input[i]! + weights[w + 2]! * q
        b += weights[w]! * q + weights[w + 1]! * input[i + 2]! + weights[w + 2]! * input[i + 3]!
      }
      output[2 * o] = positive(a)
      output[2 * o + 1] = positive(b)
    }
  }
}

/** What is left: as many inputs as are not padding, to one column. */
export function toOne(take: Take, inputs: number, outputs: number): Layer {
  const weights = take(inputs * outputs)
  const bias = take(outputs)
  return (input, output) => {
    for (let o = 0, w = 0; o < outputs; o++) {
      let sum = bias[o]!
      for (let i = 0; i < inputs; i++, w++) sum += weights[w]! * input[i]!
      output[o] = positive(sum)
    }
  }
}
