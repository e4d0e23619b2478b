import { knownServerEventTypes, type KnownServerEventType } from '../../protocol/serverEvents.ts'
import { FLAT_CLIENT_EVENTS } from '../dialects/flatWords.ts'
import type { Said } from '../engine/Wire.ts'

/** What the simulator says besides; the compiler misses one that is left out. */
const SAID_BESIDES: Readonly<Record<Exclude<Said['type'], KnownServerEventType>, true>> = {
  'conversation.created': true,
  'conversation.item.input_audio_transcription.segment': true,
  'input_audio_buffer.timeout_triggered': true,
  'response.audio_timestamp.delta': true,
  'response.audio_timestamp.done': true,
}

/** Not taken from the dialects themselves, which a page loads only when it speaks them. */
const HEARD_BESIDES = ['conversation.item.retrieve', 'transcription_session.update']

/** Every event that can go over a line, in GA words, by its direction as the simulator sees it. */
export const eventNames = (dir: 'out' | 'in'): readonly string[] =>
  dir === 'in'
    ? [...FLAT_CLIENT_EVENTS, ...HEARD_BESIDES]
    : [...knownServerEventTypes(), ...Object.keys(SAID_BESIDES)]
