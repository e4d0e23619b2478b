import { knownServerEventTypes } from '../../protocol/serverEvents.ts'
import { FLAT_CLIENT_EVENTS } from '../dialects/flatWords.ts'

/** Not taken from the dialects themselves, which a page loads only when it speaks them. */
const HEARD_BESIDES = ['conversation.item.retrieve', 'transcription_session.update']

/** Every event that can go over a line, in GA words, by its direction as the simulator sees it. */
export const eventNames = (dir: 'out' | 'in'): readonly string[] =>
  dir === 'in' ? [...FLAT_CLIENT_EVENTS, ...HEARD_BESIDES] : knownServerEventTypes()
