import type { CaptureOptions } from './CaptureOptions.ts'
import { CAPTURE_PROCESSOR, type CaptureProcessorOptions } from '../worklet/voiceMessages.ts'
import { within } from './within.ts'

/** What turns sound into chunks at these rates; the context has the worklet already. */
export function captureNode(
  context: BaseAudioContext,
  { chunkMs }: CaptureOptions,
  ratesHz: readonly number[],
): AudioWorkletNode {
  const processorOptions: CaptureProcessorOptions = {
    chunkMs: within(chunkMs, 20, 100, 40),
    ratesHz,
  }
  return new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions,
  })
}
