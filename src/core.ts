export type { Meter } from './audio/Meter.ts'
export type { MicrophoneSource, MicrophoneState } from './audio/MicrophoneSource.ts'
export type { Heard, Player, PlayerListener, PlayerState } from './audio/Player.ts'
export { AudioPlayer, type AudioPlayerOptions } from './audio/AudioPlayer.ts'
export { Microphone, type MicrophoneOptions } from './audio/Microphone.ts'
export type { Readable } from './base/Store.ts'
export {
  VOICE_ERRORS,
  VoiceError,
  type VoiceErrorArea,
  type VoiceErrorCode,
  type VoiceErrorSeverity,
} from './base/errors.ts'
export type { ClientEvent, ClientEventType, ResponseRequest } from './protocol/clientEvents.ts'
export {
  azure,
  local,
  openai,
  voiceLive,
  type AzureOptions,
  type CredentialOptions,
  type Endpoint,
  type GetToken,
  type LocalOptions,
  type OpenAIOptions,
  type Provider,
  type Token,
  type VoiceLiveOptions,
} from './protocol/endpoint.ts'
export type { ContentPart, Item, MessageItem, NewItem } from './protocol/items.ts'
export type { CredentialPlace, LineRequest } from './protocol/lineRequest.ts'
export type {
  KnownServerEventType,
  RateLimit,
  ResponseObject,
  ResponseUsage,
  ServerEvent,
  ServerEventOf,
} from './protocol/serverEvents.ts'
export {
  DEFAULT_SETTINGS,
  type InputTranscription,
  type SemanticVad,
  type ServerVad,
  type SessionSettings,
  type TurnDetection,
} from './protocol/settings.ts'
export { VAD_NUMBERS } from './protocol/vadNumbers.ts'
export type { ConnectingStep, Connection } from './session/Connection.ts'
export type { ConversationItem, ItemImage, ToolCall } from './session/ConversationItem.ts'
export type {
  AnyEvent,
  VoiceEventListener,
  VoiceEventMap,
  VoiceEventType,
} from './session/EventHub.ts'
export type { ConnectableEndpoint } from './session/Line.ts'
export { RealtimeSession } from './session/RealtimeSession.ts'
export type { Measures, TokenCount, TurnLatency, Usage } from './session/Measures.ts'
export type {
  RealtimeSessionOptions,
  SendImageOptions,
  SendTextOptions,
} from './session/RealtimeSessionOptions.ts'
export type { SessionSnapshot } from './session/SessionSnapshot.ts'
export type { PreparedCall, Tool, ToolContext, ToolDefinition } from './session/Tool.ts'
export type { ModelStatus, Turn } from './session/turn.ts'
export type { Transport, TransportFactory, TransportListener } from './transport/Transport.ts'
export { websocket } from './transport/websocket.ts'
export type { WebSocketConstructor } from './transport/WebSocketTransport.ts'
