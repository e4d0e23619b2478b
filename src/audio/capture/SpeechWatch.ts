import { VoiceError } from '../../base/errors.ts'
import { startWork, type Work } from '../../work/startWork.ts'
import type { SpeechWatcher } from '../MicrophoneSource.ts'
import { loadWeights } from '../vad/loadWeights.ts'
import type { ToSpeech } from '../vad/serveSpeech.ts'

/** Hands sound to the detector while somebody wants to know of speech; the work is done in a Worker. */
export class SpeechWatch {
  readonly #watcher: SpeechWatcher
  #work: Work | null = null
  #wasWanted = false
  #isStopped = false

  /** @param workerUrl - See `startWork`. What goes wrong is told to the watcher, once. */
  constructor(watcher: SpeechWatcher, workerUrl?: string | URL) {
    this.#watcher = watcher
    this.#start(workerUrl).catch((cause: unknown) => {
      if (this.#isStopped) return
      const details = { part: 'detector' }
      watcher.failed(
        cause instanceof VoiceError
          ? cause
          : new VoiceError('part_load_failed', { cause, details }),
      )
    })
  }

  /** Keeps `pcm`. Until the detector has come, and while nobody wants to know, it is left out. */
  push(pcm: Int16Array<ArrayBuffer>, rateHz: number): void {
    const isWanted = this.#watcher.isWanted()
    // What was said before is no part of what is listened for now.
    if (isWanted && !this.#wasWanted) this.#post({ type: 'reset' })
    this.#wasWanted = isWanted
    if (isWanted) this.#post({ type: 'sound', pcm, rateHz }, [pcm.buffer])
  }

  stop(): void {
    this.#isStopped = true
    this.#work?.stop()
    this.#work = null
  }

  async #start(workerUrl: string | URL | undefined): Promise<void> {
    const inPage = async () => (await import('../vad/serveSpeech.ts')).serveSpeech
    const [weights, work] = await Promise.all([
      loadWeights(),
      startWork({ job: 'speech', url: workerUrl, inPage }),
    ])
    if (this.#isStopped) return work.stop()
    // It has one thing to say.
    work.port.onmessage = () => {
      // It may have been over by the time that the Worker said so.
      if (this.#watcher.isWanted()) this.#watcher.onset()
    }
    this.#work = work
    this.#post({ type: 'weights', weights }, [weights.buffer])
  }

  #post(message: ToSpeech, transfer: Transferable[] = []): void {
    this.#work?.port.postMessage(message, transfer)
  }
}
