import { without, withoutValueAt, type Fields } from '../../protocol/flatFields.ts'

const READ = ['response', 'usage', 'input_token_details']
/** The previews cannot be shown anything, and do not count it. */
const IMAGES = [
  [...READ, 'image_tokens'],
  [...READ, 'cached_tokens_details', 'image_tokens'],
]

/** An event without what only later services tell. */
export function asInPreview(event: Fields): Fields {
  switch (event['type']) {
    case 'response.done':
      return IMAGES.reduce(withoutValueAt, event)
    case 'response.function_call_arguments.done':
      // The item has it.
      return without(event, 'name')
    default:
      return event
  }
}
