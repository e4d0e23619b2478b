/**
 * The player as the page of the seed has it, written anew from its description: everything that waits is one list of
 * numbers, which each block cuts in two, and which each message is spread into.
 */
export const SEED_PLAYBACK = `
class SeedStylePlayback extends AudioWorkletProcessor {
  constructor() {
    super()
    this.waiting = []
    this.port.onmessage = ({ data }) => {
      if (data === null) this.waiting = []
      else this.waiting.push(...data)
    }
  }
  process(inputs, outputs) {
    const output = outputs[0][0]
    const block = this.waiting.slice(0, output.length)
    this.waiting = this.waiting.slice(output.length)
    output.set(block.map((sample) => sample / 32768))
    return true
  }
}
registerProcessor('seed-style-playback', SeedStylePlayback)
`
