import type { McpDefinition } from './Tool.ts'

/** A remote (MCP) server, for the option `tools`. Made by `mcp()`. */
export interface McpServer {
  readonly definition: McpDefinition
}

export interface McpOptions {
  /** What its calls are shown under. */
  readonly serverLabel: string
  /** Reached from the service, not from here. */
  readonly serverUrl: string
  /** For the model: what it is good for. */
  readonly serverDescription?: string | undefined
  /** Default: all that it has. */
  readonly allowedTools?: readonly string[] | undefined
  /**
   * Which calls wait for `session.approve()`: by name, all or none. Default `always`.
   *
   * With names, those that stand in neither list are the service's to decide.
   */
  readonly requireApproval?:
    | 'always'
    | 'never'
    | { readonly always?: readonly string[]; readonly never?: readonly string[] }
    | undefined
  /** What the service takes besides, merged in as it is. A token put here can be read by everybody who opens the page. */
  readonly raw?: Readonly<Record<string, unknown>> | undefined
}

const named = (names: readonly string[] | undefined) => names && { tool_names: names }

/**
 * Lets the service call the tools of a remote (MCP) server by itself: services of the GA protocol, and Voice Live.
 *
 * Its calls are items of kind `mcp-call`, and its questions `mcp-approval`.
 */
export function mcp({ requireApproval = 'always', ...options }: McpOptions): McpServer {
  const { serverLabel, serverUrl, serverDescription, allowedTools, raw } = options
  const require_approval =
    typeof requireApproval === 'string'
      ? requireApproval
      : { always: named(requireApproval.always), never: named(requireApproval.never) }
  return {
    definition: {
      type: 'mcp',
      server_label: serverLabel,
      server_url: serverUrl,
      server_description: serverDescription,
      allowed_tools: allowedTools,
      require_approval,
      ...raw,
    },
  }
}
