import { VoiceError } from '../base/errors.ts'
import type { TransportFactory } from './Transport.ts'
import { WebSocketTransport, type WebSocketConstructor } from './WebSocketTransport.ts'

/** Lines over the given WebSocket class (that of `ws` in Node 20), or the platform's own. */
export function websocket(
  options: { readonly WebSocket?: WebSocketConstructor } = {},
): TransportFactory {
  return (line) => {
    const WebSocket = options.WebSocket ?? platformWebSocket()
    return new WebSocketTransport(line, WebSocket)
  }
}

function platformWebSocket(): WebSocketConstructor {
  if (typeof WebSocket === 'undefined')
    throw new VoiceError('endpoint_invalid', {
      details: {
        reason: 'this runtime has no WebSocket of its own, as Node 20 has none',
        advice:
          "npm install ws\nimport { WebSocket } from 'ws'\nPass transport: websocket({ WebSocket }).",
      },
    })
  return WebSocket
}
