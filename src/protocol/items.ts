/** One part of a message, in GA spelling. Both `output_audio` and the older `audio` occur in assistant items: read both. */
export type ContentPart =
  | { readonly type: 'input_text'; readonly text: string }
  | { readonly type: 'input_audio'; readonly audio?: string; readonly transcript?: string | null }
  | { readonly type: 'input_image'; readonly image_url: string; readonly detail?: string }
  | { readonly type: 'output_text' | 'text'; readonly text?: string }
  | {
      readonly type: 'output_audio' | 'audio'
      readonly audio?: string
      readonly transcript?: string | null
    }

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete'

export interface MessageItem {
  readonly id: string
  readonly object?: 'realtime.item'
  readonly type: 'message'
  readonly status?: ItemStatus
  readonly role: 'user' | 'assistant' | 'system'
  readonly content: readonly ContentPart[]
}

export interface FunctionCallItem {
  readonly id: string
  readonly object?: 'realtime.item'
  readonly type: 'function_call'
  readonly status?: ItemStatus
  readonly call_id: string
  readonly name: string
  /** JSON, as text. Incomplete unless `status` is `completed`. */
  readonly arguments: string
}

export interface FunctionCallOutputItem {
  readonly id: string
  readonly object?: 'realtime.item'
  readonly type: 'function_call_output'
  readonly status?: ItemStatus
  readonly call_id: string
  readonly output: string
}

/** The tools that a remote server offered, as the service read them. */
export interface McpListToolsItem {
  readonly id: string
  readonly type: 'mcp_list_tools'
  readonly server_label: string
  readonly tools?: readonly { readonly name: string; readonly description?: string | null }[]
}

/** A call that the service makes itself. */
export interface McpCallItem {
  readonly id: string
  readonly type: 'mcp_call'
  readonly server_label: string
  readonly name: string
  readonly arguments: string
  readonly output?: string | null
  readonly error?: { readonly type?: string; readonly message?: string } | null
  readonly approval_request_id?: string | null
}

/** The service asks whether it may make a call. */
export interface McpApprovalRequestItem {
  readonly id: string
  readonly type: 'mcp_approval_request'
  readonly server_label: string
  readonly name: string
  readonly arguments: string
}

export interface McpApprovalResponseItem {
  readonly id: string
  readonly type: 'mcp_approval_response'
  readonly approval_request_id: string
  readonly approve: boolean
  readonly reason?: string | null
}

/** What a conversation is made of, as on the wire. Kinds that we do not know keep their `type`. */
export type Item =
  | MessageItem
  | FunctionCallItem
  | FunctionCallOutputItem
  | McpListToolsItem
  | McpCallItem
  | McpApprovalRequestItem
  | McpApprovalResponseItem

type WithoutId<T> = T extends unknown ? Omit<T, 'id' | 'object'> & { readonly id?: string } : never

/** An item as a client creates it: the id may be left to the service. */
export type NewItem = WithoutId<Item>

/** The words of a message: typed, or spoken and transcribed. Empty while there are none. */
export function itemText(item: Item): string {
  if (item.type !== 'message') return ''
  return item.content
    .map((part) => ('text' in part ? part.text : 'transcript' in part ? part.transcript : '') ?? '')
    .join('')
}
