/** The recorder of the seed, written anew from its description: each block is a message of its own, rounded down. */
export const SEED_CAPTURE = `
class SeedStyleCapture extends AudioWorkletProcessor {
  process(inputs) {
    const input = inputs[0][0]
    if (!input) return true
    const pcm = new Int16Array(input.length)
    for (let i = 0; i < input.length; i++)
      pcm[i] = Math.floor(Math.max(-1, Math.min(1, input[i])) * 32767)
    this.port.postMessage(pcm)
    return true
  }
}
registerProcessor('seed-style-capture', SeedStyleCapture)
`
