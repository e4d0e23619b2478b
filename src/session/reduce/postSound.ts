import type { ClientEvent } from '../../protocol/clientEvents.ts'
import { soundMs } from '../SentAudio.ts'
import type { SessionState } from '../state.ts'
import { post } from './post.ts'
import type { Step } from './Step.ts'

type Sound = Extract<ClientEvent, { type: 'input_audio_buffer.append' }>

/** As much of it waits for the line as of the microphone's: as long as an attempt may take. */
const HELD_MS = 10_000

/** Says it now, or as soon as there is a line. Of too much the oldest goes; the newest never does, however long it is. */
export function postSound(state: SessionState, sound: Sound): Step {
  const [posted, effects] = post(state, sound)
  const { outbox, settings } = posted
  const msOf = (one: ClientEvent) =>
    one.type === sound.type ? soundMs(one.audio, settings.inputFormat) : 0
  let over = outbox.reduce((ms, one) => ms + msOf(one), 0) - HELD_MS
  if (over <= 0) return [posted, effects]
  let isGone = false
  const kept = outbox.filter((one, index) => {
    // A turn of which nothing is left would only be refused.
    if (one.type === 'input_audio_buffer.commit') return !isGone
    if (one.type !== sound.type) return true
    isGone = over > 0 && index < outbox.length - 1
    if (isGone) over -= msOf(one)
    return !isGone
  })
  return [{ ...posted, outbox: kept }, effects]
}
