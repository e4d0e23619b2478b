/** One part of a message, in GA spelling. Both `output_audio` and the older `audio` occur in assistant items: read both. */
export type ContentPart =
  | { readonly type: 'input_text'; readonly text: string }
  | { readonly type: 'input_audio'; readonly audio?: string; readonly transcript?: string | null }
  | {
      readonly type: 'input_image'
      /** A `data:` URL of a PNG or JPEG. GA and Voice Live only. */
      readonly image_url: string
      readonly detail?: 'auto' | 'low' | 'high'
    }
  | { readonly type: 'output_text' | 'text'; readonly text?: string }
  | {
      readonly type: 'output_audio' | 'audio'
      readonly audio?: string
      readonly transcript?: string | null
    }

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete'

interface CommonItem {
  readonly id: string
  readonly object?: 'realtime.item'
  readonly status?: ItemStatus
}

export interface MessageItem extends CommonItem {
  readonly type: 'message'
  readonly role: 'user' | 'assistant' | 'system'
  readonly content: readonly ContentPart[]
}

export interface FunctionCallItem extends CommonItem {
  readonly type: 'function_call'
  readonly call_id: string
  readonly name: string
  /** JSON, as text. Incomplete unless `status` is `completed`. */
  readonly arguments: string
}

export interface FunctionCallOutputItem extends CommonItem {
  readonly type: 'function_call_output'
  readonly call_id: string
  readonly output: string
}

/** The tools that a remote server offered, as the service read them. */
export interface McpListToolsItem extends CommonItem {
  readonly type: 'mcp_list_tools'
  readonly server_label: string
  readonly tools?: readonly { readonly name: string; readonly description?: string | null }[]
}

/** A call that the service makes itself. */
export interface McpCallItem extends CommonItem {
  readonly type: 'mcp_call'
  readonly server_label: string
  readonly name: string
  readonly arguments: string
  readonly output?: string | null
  readonly error?: { readonly type?: string; readonly message?: string } | null
  readonly approval_request_id?: string | null
}

/** The service asks whether it may make a call. */
export interface McpApprovalRequestItem extends CommonItem {
  readonly type: 'mcp_approval_request'
  readonly server_label: string
  readonly name: string
  readonly arguments: string
}

export interface McpApprovalResponseItem extends CommonItem {
  readonly type: 'mcp_approval_response'
  readonly approval_request_id: string
  readonly approve: boolean
  readonly reason?: string | null
}

/**
 * What a conversation is made of, as on the wire.
 *
 * One of a kind that is younger than we are keeps its `type`, which is then none of these: compare, and let what
 * matches nothing fall through. Of such an item only `id` and `type` are sure.
 */
export type Item =
  | MessageItem
  | FunctionCallItem
  | FunctionCallOutputItem
  | McpListToolsItem
  | McpCallItem
  | McpApprovalRequestItem
  | McpApprovalResponseItem

type PartOf<K extends ContentPart['type']> = Extract<ContentPart, { readonly type: K }>

interface NewMessage<R extends MessageItem['role'], P extends ContentPart> {
  readonly type: 'message'
  readonly role: R
  readonly content: readonly P[]
}

/** What a client may say. The assistant's sound comes from the service only. */
type NewMessageItem =
  | NewMessage<
      'user',
      | PartOf<'input_text' | 'input_image'>
      /** Sound as the session's `inputFormat` has it, base64. */
      | { readonly type: 'input_audio'; readonly audio: string; readonly transcript?: string }
    >
  | NewMessage<'system', PartOf<'input_text'>>
  | NewMessage<'assistant', { readonly type: 'output_text'; readonly text: string }>

/** The id may be left to the service. */
type New<T extends CommonItem> = Omit<T, 'id' | 'object'> & { readonly id?: string }

/** An item as a client creates it. `mcp_approval_response` answers a request of the service (GA, Voice Live). */
export type NewItem =
  | (NewMessageItem & Pick<Partial<CommonItem>, 'id' | 'status'>)
  | New<FunctionCallItem>
  | New<FunctionCallOutputItem>
  | New<McpApprovalResponseItem>

/** A message of the conversation, pointed at in a request for a response. */
export interface ItemReference {
  readonly type: 'item_reference'
  readonly id: string
}

/** The words of a message: typed, or spoken and transcribed. Empty while there are none. */
export function itemText(item: Item): string {
  if (item.type !== 'message') return ''
  return item.content
    .map((part) => ('text' in part ? part.text : 'transcript' in part ? part.transcript : '') ?? '')
    .join('')
}
