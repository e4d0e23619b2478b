export type { Meter } from './audio/sound/Meter.ts'
export type { AudioDevice } from './audio/devices/AudioDevice.ts'
export type {
  CaptureListener,
  MicrophoneSource,
  MicrophoneState,
} from './audio/MicrophoneSource.ts'
export type { Heard, Player, PlayerListener, PlayerState } from './audio/Player.ts'
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
  type VoiceLiveAgent,
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
export { sessionUpdate } from './protocol/sessionUpdate.ts'
export { SETTING_LIMITS, type Limits } from './protocol/settingLimits.ts'
export { SETTING_ROWS, type Applies, type SettingRow } from './protocol/settingRows.ts'
export {
  DEFAULT_SETTINGS,
  type InputTranscription,
  type NoiseFilter,
  type SemanticVad,
  type ServerVad,
  type SessionSettings,
  type SettingName,
  type ToolChoice,
  type TurnDetection,
  type WireAudioFormat,
} from './protocol/settings.ts'
export { VAD_NUMBERS } from './protocol/vadNumbers.ts'
export { UNDOCUMENTED_VOICES, VOICES, type KnownVoice, type Voice } from './protocol/voices.ts'
export type {
  AzureRealTimeEvents,
  AzureRealTimeOptions,
  FlatEvent,
  ResponseConfig,
  SessionConfig,
  WebSocketOptions,
  WebSocketState,
} from './session/azureRealTime/types.ts'
/** `Tool`, `TurnDetection` and `ConversationItem` as the preview's clients know them: this package's own have those names. */
export type * as AzureRealTime from './session/azureRealTime/types.ts'
export { ModelStatusEnum } from './session/azureRealTime/ModelStatusEnum.ts'
export { AzureRealTimeAudio } from './session/AzureRealTimeAudio.ts'
export type { BargeIn } from './session/BargeIn.ts'
export type { ConnectingStep, Connection } from './session/Connection.ts'
export type {
  ConversationItem,
  ItemImage,
  ToolCall,
  TranscriptSegment,
} from './session/ConversationItem.ts'
export type {
  AnyEvent,
  VoiceEventListener,
  VoiceEventMap,
  VoiceEventType,
} from './session/EventHub.ts'
export type { ConnectableEndpoint } from './session/Line.ts'
export { RealtimeSession } from './session/RealtimeSession.ts'
export type {
  LatencyStage,
  Measures,
  RateLimitState,
  TokenCount,
  Tokens,
  TranscriptionCount,
  TurnLatency,
  Usage,
} from './session/Measures.ts'
export { percentile } from './session/percentile.ts'
export { costOf, type Cost, type Prices, type TokenPrice } from './session/prices.ts'
export type {
  RealtimeSessionOptions,
  SendImageOptions,
  SendTextOptions,
} from './session/RealtimeSessionOptions.ts'
export type { SessionSnapshot } from './session/SessionSnapshot.ts'
export { mcp, type McpOptions, type McpServer } from './session/mcp.ts'
export {
  tool,
  type FunctionDefinition,
  type McpDefinition,
  type PreparedCall,
  type Tool,
  type ToolContext,
  type ToolDefinition,
  type ToolOptions,
} from './session/Tool.ts'
export type { ToolArguments, ToolParameters } from './session/ToolArguments.ts'
export type { SessionTool } from './session/Toolbox.ts'
export type { JsonToolSchema, StandardToolSchema } from './session/toolSchema.ts'
export type { ModelStatus, Turn } from './session/turn.ts'
export type { Transport, TransportFactory, TransportListener } from './transport/Transport.ts'
export { websocket } from './transport/websocket.ts'
export type { WebSocketConstructor } from './transport/WebSocketTransport.ts'
