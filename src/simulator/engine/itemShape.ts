import {
  anything,
  byType,
  isRecord,
  list,
  nullable,
  object,
  oneOf,
  text,
  type Check,
} from './shape.ts'

/** What a client may put into the message of each role, by the type of the part. */
export type PartShapes = Readonly<Record<string, Readonly<Record<string, Check>>>>

const written = object({ type: anything, text }, ['text'])
const spoken = object({ type: anything, audio: text, transcript: nullable(text) }, ['audio'])
const pictured = object({ type: anything, image_url: text, detail: oneOf('auto', 'low', 'high') }, [
  'image_url',
])

// The assistant's sound comes from the service only.
export const GA_PARTS: PartShapes = {
  system: { input_text: written },
  user: { input_text: written, input_audio: spoken, input_image: pictured },
  assistant: { output_text: written, text: written },
}

export const FLAT_PARTS: PartShapes = {
  system: { input_text: written },
  user: { input_text: written, input_audio: spoken },
  assistant: { text: written },
}

const common = { id: text, object: text, type: anything, status: text }

function messageShape(parts: PartShapes): Check {
  const shape = object({ ...common, role: oneOf(...Object.keys(parts)), content: list(anything) }, [
    'role',
    'content',
  ])
  return (item, path) => {
    shape(item, path)
    if (!isRecord(item)) return
    list(byType(parts[String(item['role'])] ?? {}))(item['content'], `${path}.content`)
  }
}

/** An item of `conversation.item.create`, in the words of one dialect. */
export const itemShape = (parts: PartShapes): Check =>
  byType({
    message: messageShape(parts),
    function_call: object({ ...common, call_id: text, name: text, arguments: text }, [
      'call_id',
      'name',
      'arguments',
    ]),
    function_call_output: object({ ...common, call_id: text, output: text }, ['call_id', 'output']),
  })
