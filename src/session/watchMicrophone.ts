import type { CaptureListener, MicrophoneSource } from '../audio/MicrophoneSource.ts'
import type { Readable } from '../base/Store.ts'
import { VoiceError } from '../base/errors.ts'
import type { OwnEvent } from './events.ts'

export const isOpen = ({ state }: MicrophoneSource): boolean => {
  const { status } = state.get()
  return status === 'live' || status === 'muted'
}

/** Where the user's voice goes, and the rate that it would best have there. */
export interface VoiceSink {
  readonly rate: Readable<number>
  push(pcm: Int16Array, rateHz?: number): void
}

/** Listens to a microphone, and says when the user can no longer be heard through it, or again. */
export function watchMicrophone(
  microphone: MicrophoneSource,
  sink: VoiceSink,
  happen: (event: OwnEvent) => void,
  /** Whether somebody awaits the start, and is told of its failure there. */
  isAwaited: () => boolean,
  /** Told when another device is heard. */
  changed: () => void,
): () => void {
  let { status: before, notice: noticed, device: heard } = microphone.state.get()
  // A change of the device passes through `requesting`: whoever spoke before is still being heard by the service.
  let wasOpen = isOpen(microphone)
  const hear: CaptureListener = (pcm, rateHz) => sink.push(pcm, rateHz)
  const listen = () => microphone.listen(hear, sink.rate.get())
  let stopListening = listen()
  const offs = [
    () => stopListening(),
    sink.rate.subscribe(() => {
      stopListening()
      stopListening = listen()
    }),
    microphone.state.subscribe(() => {
      const { status, error, notice, device } = microphone.state.get()
      if (notice && notice !== noticed) happen({ type: 'trouble', error: notice })
      noticed = notice
      if (status === 'live' && (before !== 'live' || device !== heard)) changed()
      heard = device
      const was = before
      before = status
      if (status === was) return
      const isGone = status === 'off' || status === 'lost'
      // One that is gone is as silent as a muted one: the turn has to be closed for the user.
      if (status === 'muted' || (isGone && wasOpen)) happen({ type: 'microphone.muted' })
      if (isOpen(microphone)) wasOpen = true
      else if (isGone) wasOpen = false
      if (status === 'lost')
        happen({ type: 'trouble', error: error ?? new VoiceError('microphone_lost') })
      // Somebody pressed a button for it, and must see why nothing came of it.
      if (status === 'off' && error !== null && !isAwaited()) happen({ type: 'trouble', error })
      if (status === 'live') happen({ type: 'microphone.unmuted' })
      if (status === 'live' && was !== 'muted') happen({ type: 'microphone.live' })
    }),
  ]
  return () => {
    for (const off of offs) off()
  }
}
