import type { MicrophoneSource } from '../audio/MicrophoneSource.ts'
import { VoiceError } from '../base/errors.ts'
import type { OwnEvent } from './events.ts'

export const isOpen = ({ state }: MicrophoneSource): boolean => {
  const { status } = state.get()
  return status === 'live' || status === 'muted'
}

/** Listens to a microphone, and says when the user can no longer be heard through it, or again. */
export function watchMicrophone(
  microphone: MicrophoneSource,
  hear: (pcm: Int16Array) => void,
  happen: (event: OwnEvent) => void,
  /** Whether somebody awaits the start, and is told of its failure there. */
  isAwaited: () => boolean,
): () => void {
  let before = microphone.state.get().status
  // A change of the device passes through `requesting`: whoever spoke before is still being heard by the service.
  let wasOpen = isOpen(microphone)
  const offs = [
    microphone.listen(hear),
    microphone.state.subscribe(() => {
      const { status, error } = microphone.state.get()
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
