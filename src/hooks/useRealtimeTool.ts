'use client'
import { useEffect } from 'react'
import type { RealtimeSession } from '../session/RealtimeSession.ts'
import type { SessionTool } from '../session/Toolbox.ts'

/**
 * A tool for as long as the component is mounted: of `tool()`, or a remote server of `mcp()`.
 *
 * It may be written inline: the `execute` of the last render is called, and the model is told again only when the
 * name, the description or the parameters change. When two of one name are there after a commit, the first one wins,
 * and `onError` hears `tool_duplicate`; nothing is thrown, so the page stands.
 *
 * @example
 * useRealtimeTool(voice.session, tool({ name: 'add_to_cart', description, parameters, execute: ({ id }) => add(id) }))
 */
export function useRealtimeTool(session: RealtimeSession, tool: SessionTool): void {
  // Costs nothing for a tool that is the same to the model: the session compares, and in the same breath.
  useEffect(() => session.addTool(tool, 'wait'), [session, tool])
}
