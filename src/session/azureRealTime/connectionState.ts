import type { Connection } from '../Connection.ts'
import type { WebSocketState } from './types.ts'

/** @param socket - The last one's own state; `null` before there is one. */
export function connectionState(
  connection: Connection,
  socket: WebSocketState | null,
): WebSocketState {
  switch (connection.status) {
    case 'idle':
    case 'reconnecting':
      return 'connecting'
    case 'connecting':
      return connection.step === 'configuring' ? 'open' : 'connecting'
    case 'connected':
      return 'open'
    case 'closed':
    case 'failed':
      return socket === 'closing' ? 'closing' : 'closed'
  }
}
