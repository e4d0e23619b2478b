import { isFields, type Fields } from './flatFields.ts'

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

/** One event of a client, from flat as it is since 2025. */
export function eventTo2024(event: Fields): Fields {
  const { session, response } = event
  return {
    ...event,
    ...(isFields(session) && { session: fieldsTo2024(session) }),
    ...(isFields(response) && { response: fieldsTo2024(response) }),
  }
}
