import type { MicrophoneSource, SpeechWatcher } from '../audio/MicrophoneSource.ts'
import { VoiceError } from '../base/errors.ts'

/** Has a detector listen to a microphone, which is loaded now. Answers how to stop. */
export function watchSpeech(microphone: MicrophoneSource, watcher: SpeechWatcher): () => void {
  let stop: (() => void) | null = () => {}
  import('../audio/capture/detectSpeech.ts').then(
    ({ detectSpeech }) => {
      if (stop) stop = detectSpeech(microphone, watcher)
    },
    (cause: unknown) => {
      const details = { part: 'detector' }
      if (stop) watcher.failed(new VoiceError('part_load_failed', { details, cause }))
    },
  )
  return () => {
    stop?.()
    stop = null
  }
}
