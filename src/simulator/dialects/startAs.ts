import { isFields, type Fields } from '../../protocol/flatFields.ts'
import { sessionToFlat } from '../../protocol/flatSession.ts'
import {
  updatedSession,
  type EffectiveSession,
  type SessionUpdate,
} from '../engine/EffectiveSession.ts'
import { Refusal } from '../engine/Refusal.ts'
import type { ServiceDialect } from './ServiceDialect.ts'

type Settings = readonly (readonly [name: string, value: unknown])[]

/** Of these a service may know one field and not the other. Those of turn detection mean nothing without their kind. */
function divided([name, value]: Settings[number]): Settings {
  if (!isFields(value) || !['turn_detection', 'transcription'].includes(name))
    return [[name, value]]
  const { type, ...fields } = value
  const kind = type === undefined ? [] : [{ type }]
  const single = Object.entries(fields).map(([field, one]) => ({ ...kind[0], [field]: one }))
  return [...kind, ...single].map((one) => [name, one] as const)
}

/** The update as the smallest there are, in GA's words. */
function piecesOf({ audio = {}, ...rest }: SessionUpdate): readonly Fields[] {
  const { input = {}, output = {} } = audio
  return [
    ...Object.entries(rest).map(([name, value]) => ({ [name]: value })),
    ...Object.entries(input)
      .flatMap(divided)
      .map(([name, value]) => ({ audio: { input: { [name]: value } } })),
    ...Object.entries(output).map(([name, value]) => ({ audio: { output: { [name]: value } } })),
  ]
}

/** Whether a service tells of what a piece is about: more than that it may let through, but it means nothing to it. */
const tellsOf = (session: unknown, piece: unknown): boolean =>
  !isFields(piece) ||
  !isFields(session) ||
  Object.entries(piece).every(
    ([name, value]) =>
      Object.hasOwn(session, name) &&
      // Tells of what it was given only.
      (name === 'transcription' || tellsOf(session[name], value)),
  )

/**
 * What a session starts with that was described in the words of another service: of each setting what this one knows
 * too. The rest is dropped, as nobody is there to be refused.
 *
 * @param words - Whose they were when it was checked.
 */
export function startAs(
  dialect: ServiceDialect,
  words: ServiceDialect['name'],
  asked: SessionUpdate,
): SessionUpdate {
  if (words === dialect.name) return asked
  const isGa = dialect.name === 'GA'
  let session: EffectiveSession = dialect.start('', '', 0)
  for (const piece of piecesOf(asked)) {
    const said = isGa ? { type: 'realtime', ...piece } : sessionToFlat(piece)
    try {
      if (isGa || tellsOf(session, piece))
        session = updatedSession(session, dialect.readSession(said, session), false)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return session
}
