import type {
  CaptureListener,
  MicrophoneSource,
  MicrophoneState,
} from '../audio/MicrophoneSource.ts'
import type { Readable } from '../base/Store.ts'
import { VoiceError } from '../base/errors.ts'
import type { OwnEvent } from './events.ts'

export const isOpen = ({ state }: MicrophoneSource): boolean => {
  const { status } = state.get()
  return status === 'live' || status === 'muted'
}

type Reach = 'heard' | 'silent' | 'away'

/** Null while a device is asked for: whoever spoke into the one before is still being heard by the service. */
function reachOf({ state }: MicrophoneSource): Reach | null {
  const { status, isMutedBySystem } = state.get()
  if (status === 'requesting') return null
  if (status === 'off' || status === 'lost') return 'away'
  // A call may take the sound, and then not even the silence comes that ends a turn.
  return status === 'muted' || isMutedBySystem === true ? 'silent' : 'heard'
}

/** Where the user's voice goes, and the rate that it would best have there. */
export interface VoiceSink {
  readonly rate: Readable<number>
  push(pcm: Int16Array, rateHz?: number): void
}

/** What the user is to be told of a change. */
function newsOf(
  before: MicrophoneState,
  { status, error, notice }: MicrophoneState,
  isAwaited: () => boolean,
): VoiceError | null {
  if (notice && notice !== before.notice) return notice
  const isNew = status !== before.status
  if (status === 'lost' && isNew) return error ?? new VoiceError('microphone_lost')
  // Another device could not be had, and this one goes on.
  if (status === 'live' || status === 'muted') return error === before.error ? null : error
  // Somebody pressed a button for it, and must see why nothing came of it.
  return status === 'off' && isNew && !isAwaited() ? error : null
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
  let before = microphone.state.get()
  let reach = reachOf(microphone)
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
      const was = before
      const now = microphone.state.get()
      before = now
      const reached = reach
      reach = reachOf(microphone) ?? reach
      const isLive = now.status === 'live'
      if (isLive && (was.status !== 'live' || now.device !== was.device)) changed()
      if (reach === 'heard' && reached !== 'heard') happen({ type: 'microphone.unmuted' })
      // One that is gone is as silent as a muted one: the turn has to be closed for the user.
      else if (reach !== reached && (reach === 'silent' || reached === 'heard'))
        happen({ type: 'microphone.muted' })
      const error = newsOf(was, now, isAwaited)
      if (error) happen({ type: 'trouble', error })
      if (isLive && was.status !== 'live' && was.status !== 'muted')
        happen({ type: 'microphone.live' })
    }),
  ]
  return () => {
    for (const off of offs) off()
  }
}
