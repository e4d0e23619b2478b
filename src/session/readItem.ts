import { itemText, type Item, type MessageItem } from '../protocol/items.ts'
import type { ConversationItem, ItemImage, ToolCall } from './ConversationItem.ts'

const STATUS = {
  in_progress: 'in-progress',
  completed: 'completed',
  incomplete: 'incomplete',
} as const

function imagesOf({ content }: MessageItem): readonly ItemImage[] {
  return content.flatMap((part) =>
    part.type === 'input_image' ? [{ url: part.image_url, detail: part.detail }] : [],
  )
}

/** A wire item as a reader sees it; `null` for kinds that are not shown. */
export function readItem(item: Item, nowMs: number): ConversationItem | null {
  const common = { id: item.id, text: '', spoken: false, createdAtMs: nowMs }
  const tool = (
    kind: ConversationItem['kind'],
    status: ConversationItem['status'],
    call: ToolCall,
  ): ConversationItem => ({ ...common, role: 'tool', kind, status, call })
  switch (item.type) {
    case 'message': {
      const images = imagesOf(item)
      return {
        ...common,
        role: item.role,
        kind: 'message',
        status: STATUS[item.status ?? 'completed'],
        text: itemText(item),
        spoken: item.content.some(({ type }) => type.endsWith('audio')),
        ...(images.length > 0 && { images }),
      }
    }
    case 'function_call':
      // Written is not answered: what becomes of a call is ours to say.
      return tool('tool-call', item.status === 'incomplete' ? 'incomplete' : 'in-progress', {
        callId: item.call_id,
        name: item.name,
        arguments: item.arguments,
        output: null,
      })
    case 'function_call_output':
      return tool('tool-output', 'completed', {
        callId: item.call_id,
        name: '',
        arguments: '',
        output: item.output,
      })
    case 'mcp_call':
      return tool(
        'mcp-call',
        item.error ? 'failed' : item.output == null ? 'in-progress' : 'completed',
        {
          callId: item.id,
          name: item.name,
          arguments: item.arguments,
          output: item.output ?? item.error?.message ?? null,
          server: item.server_label,
        },
      )
    case 'mcp_approval_request':
      return tool('mcp-approval', 'awaiting-approval', {
        callId: item.id,
        name: item.name,
        arguments: item.arguments,
        output: null,
        server: item.server_label,
      })
    default:
      return null
  }
}
