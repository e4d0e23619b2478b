import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publicNames } from './support/publicNames.ts'

// What users may import, and nothing else is promised. A change here is a change of the contract:
// say so in CHANGELOG.md. To accept it: `npm test -- tests/exports.test.ts -u`.

const entry = (path: string) => join(import.meta.dirname, '../src', path)

describe('the public names of', () => {
  it('react-realtime-voice', () => {
    expect(publicNames(entry('index.ts'))).toMatchInlineSnapshot(`
      [
        "AudioPlayer",
        "DEFAULT_SETTINGS",
        "Microphone",
        "RealtimeSession",
        "VAD_NUMBERS",
        "VOICE_ERRORS",
        "VoiceError",
        "azure",
        "local",
        "openai",
        "type AnyEvent",
        "type AudioPlayerOptions",
        "type AzureOptions",
        "type ClientEvent",
        "type ClientEventType",
        "type ConnectableEndpoint",
        "type ConnectingStep",
        "type Connection",
        "type ContentPart",
        "type ConversationItem",
        "type CredentialOptions",
        "type CredentialPlace",
        "type Endpoint",
        "type GetToken",
        "type Heard",
        "type InputTranscription",
        "type Item",
        "type KnownServerEventType",
        "type LineRequest",
        "type LocalOptions",
        "type MessageItem",
        "type Meter",
        "type MicrophoneOptions",
        "type MicrophoneSource",
        "type MicrophoneState",
        "type ModelStatus",
        "type OpenAIOptions",
        "type Player",
        "type PlayerListener",
        "type PlayerState",
        "type Readable",
        "type RealtimeSessionOptions",
        "type ResponseObject",
        "type SemanticVad",
        "type SendTextOptions",
        "type ServerEvent",
        "type ServerEventOf",
        "type ServerVad",
        "type SessionSettings",
        "type SessionSnapshot",
        "type Token",
        "type Transport",
        "type TransportFactory",
        "type TransportListener",
        "type Turn",
        "type TurnDetection",
        "type UseAudioPlayerResult",
        "type UseConversationResult",
        "type UseMicrophoneOptions",
        "type UseMicrophoneResult",
        "type UseRealtimeSessionOptions",
        "type UseRealtimeSessionResult",
        "type UseVoiceChatOptions",
        "type VoiceChatState",
        "type VoiceErrorArea",
        "type VoiceErrorCode",
        "type VoiceErrorSeverity",
        "type VoiceEventListener",
        "type VoiceEventMap",
        "type VoiceEventType",
        "type WebSocketConstructor",
        "useAudioPlayer",
        "useConversation",
        "useMeter",
        "useMicrophone",
        "useRealtimeEvent",
        "useRealtimeSession",
        "useRealtimeState",
        "useVoiceChat",
        "websocket",
      ]
    `)
  })

  it('react-realtime-voice/core', () => {
    expect(publicNames(entry('core.ts'))).toMatchInlineSnapshot(`
      [
        "AudioPlayer",
        "DEFAULT_SETTINGS",
        "Microphone",
        "RealtimeSession",
        "VAD_NUMBERS",
        "VOICE_ERRORS",
        "VoiceError",
        "azure",
        "local",
        "openai",
        "type AnyEvent",
        "type AudioPlayerOptions",
        "type AzureOptions",
        "type ClientEvent",
        "type ClientEventType",
        "type ConnectableEndpoint",
        "type ConnectingStep",
        "type Connection",
        "type ContentPart",
        "type ConversationItem",
        "type CredentialOptions",
        "type CredentialPlace",
        "type Endpoint",
        "type GetToken",
        "type Heard",
        "type InputTranscription",
        "type Item",
        "type KnownServerEventType",
        "type LineRequest",
        "type LocalOptions",
        "type MessageItem",
        "type Meter",
        "type MicrophoneOptions",
        "type MicrophoneSource",
        "type MicrophoneState",
        "type ModelStatus",
        "type OpenAIOptions",
        "type Player",
        "type PlayerListener",
        "type PlayerState",
        "type Readable",
        "type RealtimeSessionOptions",
        "type ResponseObject",
        "type SemanticVad",
        "type SendTextOptions",
        "type ServerEvent",
        "type ServerEventOf",
        "type ServerVad",
        "type SessionSettings",
        "type SessionSnapshot",
        "type Token",
        "type Transport",
        "type TransportFactory",
        "type TransportListener",
        "type Turn",
        "type TurnDetection",
        "type VoiceErrorArea",
        "type VoiceErrorCode",
        "type VoiceErrorSeverity",
        "type VoiceEventListener",
        "type VoiceEventMap",
        "type VoiceEventType",
        "type WebSocketConstructor",
        "websocket",
      ]
    `)
  })

  it('react-realtime-voice/simulator', () => {
    expect(publicNames(entry('simulator/index.ts'))).toMatchInlineSnapshot(`
      [
        "SimulatedSession",
        "SimulatorError",
        "brainNamed",
        "brainNames",
        "listener",
        "parrot",
        "parseScenario",
        "scenarioBrain",
        "scenarios",
        "serveSimulator",
        "sileroEars",
        "simulator",
        "systemClock",
        "type Brain",
        "type BrainFactory",
        "type Clock",
        "type Hearing",
        "type HearingEvent",
        "type HearingSettings",
        "type Reply",
        "type ReplyPart",
        "type Said",
        "type Scenario",
        "type ScenarioTurn",
        "type SimulatedSessionOptions",
        "type SimulatorEndpointOptions",
        "type SimulatorErrorCode",
        "type TranscriptionOptions",
        "type Turn",
        "type TurnInput",
        "type Voice",
        "type When",
      ]
    `)
  })

  it('react-realtime-voice/simulator/node', () => {
    expect(publicNames(entry('simulator/node/index.ts'))).toMatchInlineSnapshot(`
      [
        "SimulatorError",
        "parseScenario",
        "startSimulator",
        "type Brain",
        "type BrainFactory",
        "type Hearing",
        "type HearingEvent",
        "type HearingSettings",
        "type LoggedEvent",
        "type Reply",
        "type ReplyPart",
        "type RunningSimulator",
        "type Scenario",
        "type ScenarioTurn",
        "type SimulatorErrorCode",
        "type SimulatorOptions",
        "type TranscriptionOptions",
        "type Turn",
        "type TurnInput",
        "type Voice",
        "type When",
      ]
    `)
  })

  it('react-realtime-voice/testing', () => {
    expect(publicNames(entry('testing/index.ts'))).toMatchInlineSnapshot(`
      [
        "ClockedPlayer",
        "SampledMicrophone",
        "scriptedLine",
        "type ScriptedLine",
      ]
    `)
  })
})

it.each([
  'index.ts',
  'core.ts',
  'simulator/index.ts',
  'simulator/node/index.ts',
  'testing/index.ts',
])('%s exports the values that it lists', async (path) => {
  const module = (await import(entry(path))) as Record<string, unknown>
  const listed = publicNames(entry(path)).filter((name) => !name.startsWith('type '))
  expect(Object.keys(module).sort()).toEqual(listed)
  expect(Object.values(module)).not.toContain(undefined)
})
