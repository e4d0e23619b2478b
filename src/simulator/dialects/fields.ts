import { excerpt } from '../engine/excerpt.ts'
import { Refusal } from '../engine/Refusal.ts'
import {
  anything,
  boolean,
  byType,
  isRecord,
  list,
  nullable,
  number,
  object,
  objectOr,
  oneOf,
  openObject,
  text,
  type Check,
} from '../engine/shape.ts'

/** What the dialects share of sessions and responses. Ranges are those of the services' published types. */

export const maxOutputTokens: Check = (value, path) => {
  if (value !== 'inf') number(1, 4096, 'integer')(value, path)
}

/** Sets of modalities that exist, in any order. */
export const modalities =
  (...sets: readonly (readonly string[])[]): Check =>
  (value, path) => {
    list(text)(value, path)
    const asked = Array.isArray(value) ? value : []
    if (sets.some((set) => set.length === asked.length && set.every((one) => asked.includes(one))))
      return
    const known = sets.map((set) => JSON.stringify(set).replaceAll('"', "'")).join(' and ')
    throw new Refusal(
      'invalid_value',
      `Invalid modalities: ${excerpt(value)}. Supported combinations are: ${known}.`,
      path,
    )
  }

const shortText =
  (longest: number): Check =>
  (value, path) => {
    text(value, path)
    if (String(value).length > longest)
      throw new Refusal(
        'invalid_value',
        `Invalid '${path}': string too long. Expected at most ${longest} characters.`,
        path,
      )
  }

/** At most 16 pairs, 64 letters in a key and 512 in a value. */
export const metadata: Check = (value, path) => {
  openObject({})(value, path)
  const pairs = Object.entries(isRecord(value) ? value : {})
  if (pairs.length > 16)
    throw new Refusal('invalid_value', `Invalid '${path}': expected at most 16 pairs.`, path)
  for (const [key, one] of pairs) {
    shortText(64)(key, path)
    shortText(512)(one, `${path}.${key}`)
  }
}

export const functionTool = object(
  { type: anything, name: text, description: text, parameters: anything },
  ['name'],
)

/** Taken and repeated; nobody is called here. */
export const mcpTool = object(
  {
    type: anything,
    server_label: text,
    server_url: text,
    connector_id: text,
    tunnel_id: text,
    authorization: text,
    headers: nullable(anything),
    allowed_tools: nullable(anything),
    require_approval: nullable(anything),
    server_description: text,
    defer_loading: boolean,
    allowed_callers: nullable(anything),
  },
  ['server_label'],
)

export const chooseFunction = object({ type: anything, name: text }, ['name'])

const nestedFunction = object(
  { type: anything, function: objectOr(object({ name: text }, ['name']), text) },
  ['function'],
)

/** The previews know two ways: the name beside the type, or inside of `function`. */
export const chooseFunctionEitherWay: Check = (value, path) => {
  const check = isRecord(value) && 'function' in value ? nestedFunction : chooseFunction
  check(value, path)
}

/** @param kinds - What an object may choose, by its `type`. */
export const toolChoice = (kinds: Readonly<Record<string, Check>>): Check =>
  objectOr(byType(kinds), oneOf('none', 'auto', 'required'))

export const transcription = nullable(
  object({
    model: text,
    language: text,
    languages: list(text),
    prompt: text,
    keywords: list(text),
    delay: oneOf('minimal', 'low', 'medium', 'high', 'xhigh'),
  }),
)

export const tracing = nullable(
  objectOr(object({ workflow_name: text, group_id: text, metadata: anything }), oneOf('auto')),
)

/** @throws Refusal when tracing is on already, and something else is asked for. */
export function assertTracingStays(before: unknown, asked: unknown): void {
  const isSame = JSON.stringify(before) === JSON.stringify(asked)
  if (asked === undefined || before === undefined || before === null || isSame) return
  const message = "Cannot update a session's tracing once it is set."
  throw new Refusal('invalid_value', message, 'session.tracing')
}

export const prompt = nullable(
  object({ id: text, version: nullable(text), variables: nullable(anything) }, ['id']),
)

export const include = nullable(list(oneOf('item.input_audio_transcription.logprobs')))

export const speed = number(0.25, 1.5)
