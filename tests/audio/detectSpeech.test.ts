import { expect, it, onTestFinished, vi } from 'vitest'
import { detectSpeech } from '../../src/audio/capture/detectSpeech.ts'
import { floatToPcm16, pcm16ToFloat } from '../../src/audio/sound/pcm.ts'
import { resampled } from '../../src/audio/sound/Resampler.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { recordedSpeech } from './vad/speech.ts'

const speech = floatToPcm16(resampled(pcm16ToFloat(recordedSpeech()), 16_000, 24_000))

async function watched(isWanted: () => boolean) {
  const microphone = new SampledMicrophone()
  await microphone.start()
  const onset = vi.fn()
  const failed = vi.fn()
  const stop = detectSpeech(microphone, { isWanted, onset, failed })
  onTestFinished(stop)
  return { microphone, onset, failed, stop }
}

it('tells of speech through a real detector, while it is wanted', async () => {
  const { microphone, onset, failed } = await watched(() => true)
  // The detector is loaded meanwhile: what is said before is left out.
  await vi.waitFor(
    () => {
      microphone.speak(speech)
      expect(onset).toHaveBeenCalled()
    },
    { timeout: 4000, interval: 200 },
  )
  expect(failed).not.toHaveBeenCalled()
})

it('says nothing while nobody wants to know, and begins anew when somebody does', async () => {
  let isWanted = false
  const { microphone, onset } = await watched(() => isWanted)
  for (let i = 0; i < 5; i++) {
    microphone.speak(speech)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(onset).not.toHaveBeenCalled()
  isWanted = true
  await vi.waitFor(
    () => {
      microphone.speak(speech)
      expect(onset).toHaveBeenCalled()
    },
    { timeout: 4000, interval: 200 },
  )
})

it('hears nothing more once it was stopped, also before it began', async () => {
  const { microphone, onset, failed, stop } = await watched(() => true)
  stop()
  microphone.speak(speech)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(onset).not.toHaveBeenCalled()
  expect(failed).not.toHaveBeenCalled()
})
