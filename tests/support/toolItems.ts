import type { Item } from '../../src/protocol/items.ts'

export const call: Item = {
  id: 'call_item',
  type: 'function_call',
  status: 'completed',
  call_id: 'c1',
  name: 'get_weather',
  arguments: '{"city":"Oslo"}',
}
export const output: Item = {
  id: 'output_item',
  type: 'function_call_output',
  call_id: 'c1',
  output: '{"temp":4}',
}
export const request: Item = {
  id: 'ask_1',
  type: 'mcp_approval_request',
  server_label: 'maps',
  name: 'route',
  arguments: '{}',
}
export const reply = (approve: boolean): Item => ({
  id: 'reply_1',
  type: 'mcp_approval_response',
  approval_request_id: 'ask_1',
  approve,
})
