import type { ContentPart, Item } from './items.ts'
import {
  flag,
  isRecord,
  listOf,
  maybe,
  object,
  oneOf,
  optional,
  orElse,
  text,
  type Read,
} from './read.ts'

interface Kind {
  readonly type: string
}

type OfKind<T, K> = T extends Kind ? (K extends T['type'] ? Omit<T, 'type'> : never) : never
/** The compiler asks for each kind, and for all that its type promises. */
type Kinds<T extends Kind> = { readonly [K in T['type']]: Read<OfKind<T, K>> }

/** By its `type`. One of a kind that we do not know keeps it, and whatever else it has. */
const oneOfKind =
  <T extends Kind>(kinds: Kinds<T>, strange: Read<object>): Read<T> =>
  (value) => {
    if (!isRecord(value)) return undefined
    const { type } = value
    if (typeof type !== 'string') return undefined
    const isKnown = (kind: string): kind is T['type'] => Object.hasOwn(kinds, kind)
    const read: Read<object> = isKnown(type) ? kinds[type] : strange
    // One of a strange kind falls through every comparison with the kinds of `T`; see `Item`.
    return read(value) as T | undefined
  }

const words = { text: optional(text) }
const sound = { audio: optional(text), transcript: maybe(text) }

const readPart: Read<ContentPart> = oneOfKind<ContentPart>(
  {
    input_text: object({ text: orElse(text, '') }),
    input_audio: object(sound),
    input_image: object({ image_url: text, detail: optional(oneOf('auto', 'low', 'high')) }),
    output_text: object(words),
    text: object(words),
    output_audio: object(sound),
    audio: object(sound),
  },
  object({ ...words, ...sound }),
)

const common = {
  id: text,
  status: optional(oneOf('in_progress', 'completed', 'incomplete')),
}
const server = { ...common, server_label: orElse(text, '') }
const call = { name: text, arguments: orElse(text, '') }

/** An item of the conversation. What may be missing is left out when it is wrong; without the rest it cannot be used. */
export const readItem: Read<Item> = oneOfKind<Item>(
  {
    message: object({
      ...common,
      role: oneOf('user', 'assistant', 'system'),
      content: orElse(listOf(readPart), []),
    }),
    function_call: object({ ...common, ...call, call_id: text }),
    function_call_output: object({ ...common, call_id: text, output: orElse(text, '') }),
    mcp_list_tools: object({
      ...server,
      tools: optional(listOf(object({ name: text, description: maybe(text) }))),
    }),
    mcp_call: object({
      ...server,
      ...call,
      output: maybe(text),
      error: maybe(object({ type: optional(text), message: optional(text) })),
      approval_request_id: maybe(text),
    }),
    mcp_approval_request: object({ ...server, ...call }),
    mcp_approval_response: object({
      ...common,
      approval_request_id: text,
      approve: flag,
      reason: maybe(text),
    }),
  },
  object({ id: text }),
)
