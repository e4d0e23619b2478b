import { isFields } from '../protocol/settingChanges.ts'
import { refused } from './refused.ts'

/** What has to be a text, by the type of an item or of a part of one. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  function_call: ['call_id', 'name', 'arguments'],
  function_call_output: ['call_id', 'output'],
  mcp_approval_response: ['approval_request_id'],
  input_text: ['text'],
  output_text: ['text'],
  input_image: ['image_url'],
}

function fieldsOf(value: unknown, at: string) {
  if (!isFields(value)) throw refused(`${at} is not an object`)
  const type = String(value['type'])
  for (const name of ['type', ...(Object.hasOwn(TEXTS, type) ? (TEXTS[type] ?? []) : [])])
    if (typeof value[name] !== 'string') throw refused(`${at}.${name} is not a string`)
  return value
}

/**
 * Says what is wrong with an item, and where, before anything is made of it. Types that are not known here are the
 * service's to judge: it may be younger than we are.
 *
 * @throws `VoiceError` `item_refused`
 */
export function assertItem(item: unknown): void {
  const { type, role, content } = fieldsOf(item, 'item')
  if (type !== 'message') return
  if (role !== 'user' && role !== 'assistant' && role !== 'system')
    throw refused('item.role is not user, assistant or system')
  if (!Array.isArray(content)) throw refused('item.content is not a list of parts')
  content.forEach((part, index) => fieldsOf(part, `item.content[${index}]`))
}
