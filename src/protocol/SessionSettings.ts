import type { Voice } from './voices.ts'

/** The service listens and decides by sound and silence. Milliseconds are whole numbers. */
export interface ServerVad {
  readonly type: 'server_vad'
  /** 0 to 1. Default 0.5. */
  readonly threshold?: number | undefined
  /** What is kept from before the first sound. Default 300. */
  readonly prefixPaddingMs?: number | undefined
  /** The pause that ends a turn. Default 500, and always sent: the services' own is 200 where their documents say 500. */
  readonly silenceDurationMs?: number | undefined
  /** Whether the end of a turn asks for an answer by itself. Default true. */
  readonly createResponse?: boolean | undefined
  /**
   * Whether speech of the user cuts the answer. Default true. With `false` the answer sounds to its end, and what the
   * user said meanwhile is answered after it; the talk button, typed text and `interrupt()` cut it all the same.
   */
  readonly interruptResponse?: boolean | undefined
  /** 5,000 to 30,000; the service speaks first after this much quiet. Default off. Only the GA protocol has it. */
  readonly idleTimeoutMs?: number | null | undefined
}

/** The service decides by what was said. The preview of 2024 does not have it. */
export interface SemanticVad {
  readonly type: 'semantic_vad'
  /** `low`, `medium` and `high` wait for about 8, 4 and 2 s at most. Default `auto`, which is `medium`. */
  readonly eagerness?: 'low' | 'medium' | 'high' | 'auto' | undefined
  /** Default true. */
  readonly createResponse?: boolean | undefined
  /** Whether speech of the user cuts the answer, as with `server_vad`. Default true. */
  readonly interruptResponse?: boolean | undefined
}

/** `null` is push to talk: the user decides, with a button. */
export type TurnDetection = ServerVad | SemanticVad | null

export interface InputTranscription {
  /** Which ones there are depends on the service, and on Azure also on region and deployment; `whisper-1` is the oldest and the most common. */
  readonly model: string
  /** ISO 639-1, such as `de`. Default: the service finds out. */
  readonly language?: string | undefined
  /** Names and words to expect. */
  readonly prompt?: string | undefined
}

/** `azure_deep_noise_suppression` is Voice Live's alone. */
export type NoiseFilter = 'near_field' | 'far_field' | 'azure_deep_noise_suppression'

/** How sound lies on the wire: mono, 24 kHz for `pcm16`, 8 kHz for G.711. */
export type WireAudioFormat = 'pcm16' | 'g711_ulaw' | 'g711_alaw'

/** `none` forbids tools, `required` asks for one, a function by name for that one. */
export type ToolChoice =
  'auto' | 'none' | 'required' | { readonly type: 'function'; readonly name: string }

/**
 * What can be set about a session, in one spelling for all services.
 *
 * Everything is optional; what is left out, or `undefined`, has the default of {@link DEFAULT_SETTINGS}, and of
 * the service where that names none. What a service does not have is not sent to it, and a warning says so.
 * Values are checked before they are sent: one that cannot be right is `setting_refused` at once.
 *
 * A refusal never ends a running conversation: what was in force stays, the other settings of the same update
 * are sent again without the one that was refused, and the error names it. While connecting, a refused voice,
 * speed, temperature, transcription, noise filter, limit or tool choice leaves the service's own in force;
 * refused instructions, output, turn detection, formats or `raw` are what the app is made of, so that
 * `connect()` fails with `setting_refused`.
 */
export interface SessionSettings {
  /** What the model is told before anything else. From the next answer. */
  readonly instructions?: string | undefined
  /** One of {@link VOICES} or any other name. Fixed once the assistant has spoken: a later change is kept for the next line, with the warning `voice_locked`. */
  readonly voice?: Voice | undefined
  /** How freely the model chooses its words. Azure's preview: 0.6 to 1.2, default 0.8; Voice Live: 0 to 1, default 0.7. The GA protocol has none. From the next answer. */
  readonly temperature?: number | undefined
  /** `audio` is written down too. Default `audio`. From the next answer. */
  readonly output?: 'audio' | 'text' | undefined
  /** At once: what is being said is listened to anew. Always sent whole, because services fill in what is missing each in its own way. */
  readonly turnDetection?: TurnDetection | undefined
  /** `null` leaves the user's words unwritten. Default `whisper-1`. From the next turn. */
  readonly inputTranscription?: InputTranscription | null | undefined
  /** Works before turn detection and model. `strength` is 0 to 1 and only in the GA protocol. Default none. At once. */
  readonly noiseReduction?:
    | NoiseFilter
    | { readonly type: NoiseFilter; readonly strength?: number | undefined }
    | null
    | undefined
  /** Also what `appendAudio` takes; the microphone of the session writes whichever it is. Default `pcm16`. Only after reconnecting. */
  readonly inputFormat?: WireAudioFormat | undefined
  /** Of the audio deltas; a player is given 24 kHz PCM16 whichever it is. Default `pcm16`. Only after reconnecting. */
  readonly outputFormat?: WireAudioFormat | undefined
  /** 0.25 to 1.5 times the usual pace. Default 1. From the next answer. */
  readonly speed?: number | undefined
  /** For one answer: 1 to 4,096, or `'inf'`, the default. From the next answer. */
  readonly maxOutputTokens?: number | 'inf' | undefined
  /** Default `auto`. From the next answer. */
  readonly toolChoice?: ToolChoice | undefined
  /**
   * Whatever the service has that we do not name, merged deeply into the session object that is sent.
   *
   * In GA's words and places (`audio.input.transcription.keywords`); what GA does not have, in the service's own
   * (`input_audio_echo_cancellation`). It wins over the settings beside it.
   */
  readonly raw?: Readonly<Record<string, unknown>> | undefined
}

export type SettingName = keyof SessionSettings

/** The session as GA spells it. Partial: both sides send parts. */
export interface WireSession {
  readonly type?: string
  readonly instructions?: string
  readonly output_modalities?: readonly string[]
  readonly max_output_tokens?: number | 'inf'
  readonly tool_choice?: unknown
  readonly audio?: {
    readonly input?: {
      readonly format?: object
      readonly turn_detection?: WireTurnDetection | null
      readonly transcription?: object | null
      readonly noise_reduction?: object | null
    }
    readonly output?: {
      readonly format?: object
      readonly voice?: unknown
      readonly speed?: number
    }
  }
  readonly [key: string]: unknown
}

export interface WireTurnDetection {
  readonly type: string
  readonly threshold?: number
  readonly prefix_padding_ms?: number
  readonly silence_duration_ms?: number
  readonly create_response?: boolean
  readonly interrupt_response?: boolean
  readonly idle_timeout_ms?: number | null
  readonly eagerness?: string
}
