import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import source from '../../src/audio/worklet/voice.worklet.ts?embed'
import { PLAYBACK_PROCESSOR, type PlaybackReport } from '../../src/audio/worklet/voiceMessages.ts'
import { noisePcm } from './signals.ts'

interface Processor {
  readonly port: Port
  process(inputs: Float32Array[][], outputs: Float32Array[][]): unknown
}
type ProcessorType = new (options: { processorOptions: object | null | undefined }) => Processor

class Port {
  readonly reports: PlaybackReport[] = []
  isClosed = false
  onmessage: ((event: { data: unknown }) => void) | null = null

  postMessage(report: PlaybackReport): void {
    this.reports.push(report)
  }

  close(): void {
    this.isClosed = true
  }
}

/** The processor as it is shipped, in a thread that is none. */
function processor(processorOptions?: object | null) {
  const types = new Map<string, ProcessorType>()
  runInNewContext(source, {
    ...{ Int16Array, Float32Array, sampleRate: 24_000, currentTime: 0 },
    AudioWorkletProcessor: class {
      readonly port = new Port()
    },
    registerProcessor: (name: string, type: ProcessorType) => types.set(name, type),
  })
  const made = new (types.get(PLAYBACK_PROCESSOR)!)({ processorOptions })
  return { made, post: (data: unknown) => made.port.onmessage?.({ data }) }
}

it('goes on with no output, no channel and blocks of any length, whatever it is told', () => {
  const length = fc.integer({ min: 0, max: 4096 }).map((n) => [[new Float32Array(n)]])
  const outputs = fc.oneof(length, fc.constantFrom<Float32Array[][]>([], [[]]))
  fc.assert(
    fc.property(fc.array(fc.tuple(outputs, fc.anything())), (steps) => {
      const { made, post } = processor({ jitterMs: 0 })
      post({ type: 'audio', itemId: 'a', samples: noisePcm(5000) })
      for (const [output, message] of steps) {
        post(message)
        expect(made.process([], output)).toBe(true)
      }
      const left = [[new Float32Array(5000)]]
      made.process([[]], left)
      expect(made.port.reports[0]).toMatchObject({ type: 'started', itemId: 'a' })
    }),
    { numRuns: 50 },
  )
})

it('starts with options, or none', () => {
  for (const options of [undefined, null, {}, { jitterMs: 0 }])
    expect(processor(options).made.process([], [])).toBe(true)
})

it('lets the browser collect it once it is closed', () => {
  const { made, post } = processor()
  post({ type: 'close' })
  expect(made.process([], [[new Float32Array(128)]])).toBe(false)
  expect(made.port.isClosed).toBe(true)
})
