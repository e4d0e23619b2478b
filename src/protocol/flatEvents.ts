import { isFields, type Fields } from './flatFields.ts'
import { itemToFlat, itemToGa } from './flatItems.ts'
import { requestToFlat, responseToFlat, responseToGa } from './flatResponse.ts'
import { sessionToFlat, sessionToGa } from './flatSession.ts'

/** Events that have another name in GA. `conversation.item.done` has none in flat. */
const NAMES: Readonly<Record<string, string>> = {
  'response.text.delta': 'response.output_text.delta',
  'response.text.done': 'response.output_text.done',
  'response.audio.delta': 'response.output_audio.delta',
  'response.audio.done': 'response.output_audio.done',
  'response.audio_transcript.delta': 'response.output_audio_transcript.delta',
  'response.audio_transcript.done': 'response.output_audio_transcript.done',
  'conversation.item.created': 'conversation.item.added',
}
const FLAT_NAMES = Object.fromEntries(Object.entries(NAMES).map(([flat, ga]) => [ga, flat]))

/** GA has one event for both kinds of session, and the kind inside. */
const TRANSCRIPTION_NAMES: Readonly<Record<string, string>> = {
  'transcription_session.update': 'session.update',
  'transcription_session.updated': 'session.updated',
}

/** Other names for fields, in the specification that was published with the 2024 preview. */
const ODD_FIELDS: Readonly<Record<string, { readonly odd: string; readonly usual: string }>> = {
  'conversation.item.truncated': { odd: 'index', usual: 'content_index' },
  'response.text.done': { odd: 'value', usual: 'text' },
}

const lookUp = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

export const flatNameOf = (type: string): string => lookUp(FLAT_NAMES, type) ?? type

function withUsualFields(type: string, event: Fields): Fields {
  const row = lookUp(ODD_FIELDS, type)
  if (!row || !(row.odd in event) || row.usual in event) return event
  const { [row.odd]: value, ...rest } = event
  return { ...rest, [row.usual]: value }
}

/** One event of a client or a service, flat to GA. What it does not know stays as it is. */
export function eventToGa(event: Fields): Fields {
  const { type, session, response, item } = event
  if (typeof type !== 'string') return event
  const transcription = lookUp(TRANSCRIPTION_NAMES, type)
  const kind = transcription === undefined ? 'realtime' : 'transcription'
  return {
    ...withUsualFields(type, event),
    type: transcription ?? lookUp(NAMES, type) ?? type,
    ...(isFields(session) && { session: sessionToGa(session, kind) }),
    ...(isFields(response) && { response: responseToGa(response) }),
    ...(isFields(item) && { item: itemToGa(item) }),
  }
}

/** One event of a client or a service, GA to flat. */
export function eventToFlat(event: Fields): Fields {
  const { type, session, response, item } = event
  if (typeof type !== 'string') return event
  const isTranscription =
    type.startsWith('session.') && isFields(session) && session['type'] === 'transcription'
  const describe = type === 'response.create' ? requestToFlat : responseToFlat
  return {
    ...event,
    type: isTranscription ? `transcription_${type}` : flatNameOf(type),
    ...(isFields(session) && { session: sessionToFlat(session) }),
    ...(isFields(response) && { response: describe(response) }),
    ...(isFields(item) && { item: itemToFlat(item) }),
  }
}
