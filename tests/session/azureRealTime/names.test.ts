import { expect, expectTypeOf, it } from 'vitest'
import type { WebSocket as NodeWebSocket } from 'ws'
import {
  AzureRealTimeAudio,
  ModelStatusEnum,
  type AzureRealTime,
  type AzureRealTimeOptions,
  type ResponseConfig,
  type SessionConfig,
  type WebSocketConstructor,
  type WebSocketOptions,
  type WebSocketState,
} from '../../../src/core.ts'

// Everything that the class's document names.
it.each([
  'on',
  'once',
  'off',
  'offAll',
  'appendAudio',
  'commitAudio',
  'clearAudioBuffer',
  'createConversationItem',
  'deleteItem',
  'truncateItem',
  'createResponse',
  'cancelResponse',
  'setModelSpeakDone',
  'close',
])('has the method %s', (name) => {
  expect(AzureRealTimeAudio.prototype).toHaveProperty(name, expect.any(Function))
})

it.each([
  ['status', true],
  ['isInitialized', false],
  ['state', false],
])('has the property %s, which may be set: %s', (name, settable) => {
  const property = Object.getOwnPropertyDescriptor(AzureRealTimeAudio.prototype, name)
  expect(property?.get).toBeInstanceOf(Function)
  expect(property?.set !== undefined).toBe(settable)
})

it('has the four statuses, which nobody can change', () => {
  expect(ModelStatusEnum).toEqual({
    IDLE: 'idle',
    LISTENING: 'listening',
    THINKING: 'thinking',
    SPEAKING: 'speaking',
  })
  expect(Object.isFrozen(ModelStatusEnum)).toBe(true)
})

it('has the types, as they are documented', () => {
  expectTypeOf<{
    hostName: string
    apiVersion: string
    deployment: string
    apiKey: string
    sessionConfig?: SessionConfig
  }>().toExtend<AzureRealTimeOptions>()
  expectTypeOf<{
    voice?: 'alloy' | 'echo' | 'fable' | 'onyx' | 'nova' | 'shimmer'
    instructions?: string
    input_audio_format?: 'pcm16' | 'g711_ulaw' | 'g711_alaw'
    output_audio_format?: 'pcm16' | 'g711_ulaw' | 'g711_alaw'
    turn_detection?: AzureRealTime.TurnDetection
    tools?: AzureRealTime.Tool[]
    tool_choice?: 'auto' | 'none' | 'required' | { type: 'function'; name: string }
    temperature?: number
    max_response_output_tokens?: number
  }>().toExtend<SessionConfig>()
  expectTypeOf<WebSocketState>().toEqualTypeOf<'connecting' | 'open' | 'closing' | 'closed'>()
})

/** Never run: that it compiles is the test. */
export function documentedCalls(
  options: AzureRealTimeOptions,
  websocketOptions: WebSocketOptions,
  WebSocketImpl: WebSocketConstructor,
  listener: typeof Function.prototype,
) {
  const client = new AzureRealTimeAudio(options, websocketOptions, WebSocketImpl)
  client.status satisfies ModelStatusEnum
  client.status = ModelStatusEnum.LISTENING
  client.isInitialized satisfies boolean
  client.state satisfies WebSocketState
  client.on('response.done', listener)
  client.once('whatever', listener)
  client.off('response.done', listener)
  client.off('response.done')
  client.offAll()
  client.appendAudio('AAAA')
  client.commitAudio()
  client.clearAudioBuffer()
  const content = [{ type: 'input_text' as const, text: 'Hi' }]
  const item: AzureRealTime.ConversationItem = { type: 'message', role: 'user', content }
  client.createConversationItem(item)
  client.createConversationItem({ type: 'function_call_output', call_id: 'c', output: '1' }, 'i')
  client.deleteItem('i')
  client.truncateItem('i', 0, 1500)
  client.createResponse()
  client.createResponse({ modalities: ['text'] } satisfies ResponseConfig)
  client.cancelResponse()
  client.setModelSpeakDone()
  client.once('init', (session) => session.voice satisfies string | undefined)
  client.on('response.audio.delta', (audioData) => audioData.delta satisfies string)
  client.on('conversation.item.created', ({ item }) => item.id satisfies string)
  client.on('status_changed', (status) => status satisfies ModelStatusEnum)
  client.on('session.updated', ({ session }) => session.turn_detection?.type)
  client.on('an.event.of.next.year', (event) => event.type satisfies string)
  // @ts-expect-error - no such field
  client.on('response.audio.delta', (event: { readonly pcm: string }) => event.pcm)
  // @ts-expect-error - GA's name for it
  client.on('response.output_audio.delta', ({ delta }: { readonly delta: string }) => delta)
  // @ts-expect-error - no such status
  client.status = 'bored'
  // @ts-expect-error - no such kind of item
  client.createConversationItem({ type: 'poem' })
}

/** Never run either: an app that was written for the preview says its types so, and fills them in. */
export function filledIn(ws: typeof WebSocket, nodeWs: typeof NodeWebSocket) {
  type Tool = AzureRealTime.Tool
  type TurnDetection = AzureRealTime.TurnDetection
  type ConversationItem = AzureRealTime.ConversationItem
  const tools: Tool[] = []
  tools.push({ type: 'function', name: 'time', description: 'Tells it.', parameters: {} })
  const detection: TurnDetection = { type: 'server_vad', threshold: 0.5 }
  detection.silence_duration_ms = 800
  const config: SessionConfig = {}
  config.voice = 'alloy'
  config.tools = tools
  config.turn_detection = detection
  const options: AzureRealTimeOptions = {
    hostName: 'my.openai.azure.com',
    apiVersion: '2024-10-01-preview',
    deployment: 'gpt-4o-realtime-preview',
    apiKey: 'your-api-key',
  }
  options.sessionConfig = config
  const item: ConversationItem = { type: 'message', role: 'user', content: [] }
  item.id = 'mine'
  const response: ResponseConfig = {}
  response.instructions = 'Be brief.'
  const sockets: WebSocketOptions = { headers: { origin: 'https://my.app' } }
  const impl: WebSocketConstructor = nodeWs
  new AzureRealTimeAudio(options, sockets, impl).createConversationItem(item)
  new AzureRealTimeAudio(options, {}, ws).createResponse(response)
}
