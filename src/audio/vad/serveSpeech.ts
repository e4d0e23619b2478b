import { Silero } from './Silero.ts'
import { SpeechOnset } from './SpeechOnset.ts'

export type ToSpeech =
  /** First of all, once. Transferred. */
  | { readonly type: 'weights'; readonly weights: Float64Array<ArrayBuffer> }
  /** Transferred. */
  | { readonly type: 'sound'; readonly pcm: Int16Array<ArrayBuffer>; readonly rateHz: number }
  | { readonly type: 'reset' }

/** Speech began. */
interface FromSpeech {
  readonly type: 'onset'
}

/** The job of a Worker: says over the port when somebody begins to speak. */
export function serveSpeech(port: MessagePort): void {
  let onset: SpeechOnset | null = null
  port.onmessage = ({ data }: MessageEvent<ToSpeech>) => {
    if (data.type === 'weights') onset = new SpeechOnset(new Silero(data.weights))
    else if (data.type === 'reset') onset?.reset()
    else if (onset?.push(data.pcm, data.rateHz)) {
      const began: FromSpeech = { type: 'onset' }
      port.postMessage(began)
    }
  }
}
