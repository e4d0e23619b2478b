import type { MicrophoneSource, SpeechWatcher } from '../MicrophoneSource.ts'
import { VOICE_RATE_HZ } from '../sound/pcm.ts'
import { SpeechWatch } from './SpeechWatch.ts'

/** Listens for the beginning of speech, by a detector in a Worker, whose weights (0.6 MB) are loaded now. Answers how to stop. */
export function detectSpeech(microphone: MicrophoneSource, watcher: SpeechWatcher): () => void {
  const watch = new SpeechWatch(watcher, microphone.workerUrl)
  const leave = microphone.listen((pcm, rateHz = VOICE_RATE_HZ) => watch.push(pcm, rateHz))
  return () => {
    leave()
    watch.stop()
  }
}
