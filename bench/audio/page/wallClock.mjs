/* global EventTarget, MessageEvent */
import { OpenAIRealtimeWebSocket } from '@openai/agents-realtime'
import { pcm16ToBase64 } from 'react-realtime-voice/dist/audio/sound/pcm.js'

/** The other end of a line that nobody is at. */
class SilentSocket extends EventTarget {
  readyState = 1
  sent = []
  send(text) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.readyState = 3
  }
  say(event) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }))
  }
}

/** The transport of `@openai/agents-realtime` itself, which is told of the same deltas at the same moments. */
export async function openWallClock() {
  const socket = new SilentSocket()
  const transport = new OpenAIRealtimeWebSocket({
    useInsecureApiKey: true,
    skipOpenEventListeners: true,
    createWebSocket: () => Promise.resolve(socket),
  })
  await transport.connect({ apiKey: 'ek_none', model: 'gpt-realtime' })
  const inResponse = { response_id: 'resp', item_id: 'answer', output_index: 0, content_index: 0 }
  let count = 0
  const say = (event) => socket.say({ event_id: `event_${count++}`, ...event })
  return {
    write: (pcm) =>
      say({ ...inResponse, type: 'response.output_audio.delta', delta: pcm16ToBase64(pcm) }),
    end: () => say({ ...inResponse, type: 'response.output_audio.done' }),
    /** Milliseconds it would tell the service; null when it takes everything for heard. */
    interrupt() {
      transport.interrupt(false)
      const told = socket.sent.find(({ type }) => type === 'conversation.item.truncate')
      return told?.audio_end_ms ?? null
    },
    close: () => transport.close(),
  }
}
