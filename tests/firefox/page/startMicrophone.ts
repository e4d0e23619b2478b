import { Microphone } from '../../../src/index.ts'

/** Nothing that a browser would do to a voice: what is measured is the way of the samples. */
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }

/** A microphone that is live, and what it hears from here on. */
export async function startMicrophone() {
  const microphone = new Microphone({ constraints: AS_IT_IS })
  const chunks: Int16Array[] = []
  microphone.listen((pcm) => chunks.push(pcm))
  await microphone.start()
  return {
    microphone,
    chunks,
    /** The last ones, in a row. */
    last(count: number): Int16Array {
      const all = new Int16Array(chunks.reduce((sum, { length }) => sum + length, 0))
      let at = 0
      for (const chunk of chunks) {
        all.set(chunk, at)
        at += chunk.length
      }
      return all.subarray(-count)
    },
  }
}
