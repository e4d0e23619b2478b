import { isFields, without, type Fields } from './flatFields.ts'

/** The name under which the session marks its own requests. */
const OUR_MARK = 'asked_by'

/** What `2024-10-01-preview` says otherwise than the versions after it. */
function fieldsTo2024(fields: Fields): Fields {
  const { turn_detection: detection, tool_choice: choice } = fields
  const isNamed = isFields(choice) && choice['type'] === 'function' && 'name' in choice
  return {
    ...fields,
    ...(detection === null && { turn_detection: { type: 'none' } }),
    ...(isNamed && { tool_choice: { type: 'function', function: { name: choice['name'] } } }),
  }
}

/** One event of a client, from flat as it is since 2025. It has no word for which response is to be cancelled: it is the one that runs. */
export function eventTo2024(event: Fields): Fields {
  const { session, response } = event
  return {
    ...(event['type'] === 'response.cancel' ? without(event, 'response_id') : event),
    ...(isFields(session) && { session: fieldsTo2024(session) }),
    ...(isFields(response) && { response: without(fieldsTo2024(response), 'metadata') }),
  }
}

/** What of a request is left out that an app gave: our own mark is nobody's business. */
export function missingIn2024({ response }: Fields): readonly string[] {
  const metadata = isFields(response) ? response['metadata'] : undefined
  const names = Object.keys(isFields(metadata) ? metadata : {})
  return names.some((name) => name !== OUR_MARK) ? ['response.metadata'] : []
}
