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

/**
 * A headset that changes over, or a device that has just been plugged in, is mute for a moment and loses a word; a call keeps
 * the sound, and its turn must not be waited for. LiveKit gives a track 5 s.
 */
const SYSTEM_MUTE_MS = 1000

type Reach = 'heard' | 'silent' | 'away'

/** Null while a device is asked for: whoever spoke into the one before is still being heard by the service. */
function reachOf({ state }: MicrophoneSource): Reach | 'taken' | null {
  const { status, isMutedBySystem } = state.get()
  if (status === 'requesting') return null
  if (status === 'off' || status === 'lost') return 'away'
  if (status === 'muted') return 'silent'
  // A call may take the sound, and then not even the silence comes that ends a turn.
  return isMutedBySystem === true ? 'taken' : 'heard'
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

/** Who listens to a microphone. */
export interface MicrophoneHost {
  readonly happen: (event: OwnEvent) => void
  /** Whether somebody awaits the start, and is told of its failure there. */
  readonly isAwaited: () => boolean
  /** Told when another device is heard. */
  readonly changed: () => void
  /** Whether silence ends the user's turn, and not the app. */
  readonly endsBySilence: () => boolean
}

/** Listens to a microphone, and says when the user can no longer be heard through it, or again. */
export function watchMicrophone(
  microphone: MicrophoneSource,
  sink: VoiceSink,
  { happen, isAwaited, changed, endsBySilence }: MicrophoneHost,
): () => void {
  let before = microphone.state.get()
  const first = reachOf(microphone)
  let reach: Reach | null = first === 'silent' || first === 'away' ? first : null
  let muting: ReturnType<typeof setTimeout> | undefined
  const hear: CaptureListener = (pcm, rateHz) => {
    // The audio thread hands over its last chunk late. A turn that silence has closed would be opened by it once more.
    if (reachOf(microphone) !== 'away' || !endsBySilence()) sink.push(pcm, rateHz)
  }
  const reached = (now: Reach) => {
    const was = reach
    reach = now
    if (now === 'heard' && was !== 'heard') happen({ type: 'microphone.unmuted' })
    // One that is gone is as silent as a muted one: the turn has to be closed for the user.
    else if (now !== was && (now === 'silent' || was === 'heard'))
      happen({ type: 'microphone.muted' })
  }
  const look = () => {
    const now = reachOf(microphone)
    if (now === 'taken') muting ??= setTimeout(() => reached('silent'), SYSTEM_MUTE_MS)
    else {
      clearTimeout(muting)
      muting = undefined
      if (now !== null) reached(now)
    }
  }
  const listen = () => microphone.listen(hear, sink.rate.get())
  let stopListening = listen()
  const offs = [
    () => clearTimeout(muting),
    () => stopListening(),
    sink.rate.subscribe(() => {
      stopListening()
      stopListening = listen()
    }),
    microphone.state.subscribe(() => {
      const was = before
      const now = microphone.state.get()
      before = now
      const isLive = now.status === 'live'
      if (isLive && (was.status !== 'live' || now.device !== was.device)) changed()
      look()
      const error = newsOf(was, now, isAwaited)
      if (error) happen({ type: 'trouble', error })
      if (isLive && was.status !== 'live' && was.status !== 'muted')
        happen({ type: 'microphone.live' })
    }),
  ]
  // The microphone before it may have been muted.
  look()
  return () => {
    for (const off of offs) off()
  }
}
