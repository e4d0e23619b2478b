/** The service listens and decides by sound and silence. Milliseconds in milliseconds; threshold 0 to 1. */
export interface ServerVad {
  readonly type: 'server_vad'
  readonly threshold?: number | undefined
  readonly prefixPaddingMs?: number | undefined
  readonly silenceDurationMs?: number | undefined
  /** Whether the end of a turn asks for an answer by itself. Default true. */
  readonly createResponse?: boolean | undefined
  /** Whether speech of the user cancels the answer by itself. Default true. */
  readonly interruptResponse?: boolean | undefined
  /** 5,000 to 30,000; the service speaks first after this much quiet. Default off. */
  readonly idleTimeoutMs?: number | null | undefined
}

/** The service decides by what was said. */
export interface SemanticVad {
  readonly type: 'semantic_vad'
  readonly eagerness?: 'low' | 'medium' | 'high' | 'auto' | undefined
  readonly createResponse?: boolean | undefined
  readonly interruptResponse?: boolean | undefined
}

/** `null` is push to talk: the user decides, with a button. */
export type TurnDetection = ServerVad | SemanticVad | null

export interface InputTranscription {
  readonly model: string
  /** ISO 639-1. */
  readonly language?: string | undefined
  readonly prompt?: string | undefined
}

/** What can be set about a session. Everything is optional; what is left out has the default of {@link DEFAULT_SETTINGS}. */
export interface SessionSettings {
  readonly instructions?: string | undefined
  /** Fixed once the assistant has spoken. */
  readonly voice?: string | undefined
  readonly output?: 'audio' | 'text' | undefined
  readonly turnDetection?: TurnDetection | undefined
  /** `null` leaves the user's words unwritten. */
  readonly inputTranscription?: InputTranscription | null | undefined
  readonly noiseReduction?: 'near_field' | 'far_field' | null | undefined
  /** 0.25 to 1.5. */
  readonly speed?: number | undefined
  /** 1 to 4,096, or `'inf'`. */
  readonly maxOutputTokens?: number | 'inf' | undefined
  readonly toolChoice?: string | undefined
  /** Whatever the service has that we do not name, merged into the wire's session object as it is. */
  readonly raw?: Readonly<Record<string, unknown>> | undefined
}

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

/** The numbers of turn detection by sound and silence, when nothing is said. The service's own silence is 200 ms where its documents say 500. */
export const VAD_DEFAULTS = {
  threshold: 0.5,
  prefixPaddingMs: 300,
  silenceDurationMs: 500,
} as const

/** What holds when nothing is said. Sent whole on every line, because the services' own defaults differ. */
export const DEFAULT_SETTINGS = {
  instructions: '',
  output: 'audio',
  turnDetection: {
    type: 'server_vad',
    ...VAD_DEFAULTS,
    createResponse: true,
    interruptResponse: true,
  },
  inputTranscription: { model: 'whisper-1' },
} as const satisfies SessionSettings

function wireTurnDetection(detection: TurnDetection): WireTurnDetection | null {
  if (detection === null) return null
  const switches = {
    create_response: detection.createResponse ?? true,
    interrupt_response: detection.interruptResponse ?? true,
  }
  if (detection.type === 'semantic_vad')
    return { type: 'semantic_vad', eagerness: detection.eagerness ?? 'auto', ...switches }
  return {
    type: 'server_vad',
    threshold: detection.threshold ?? VAD_DEFAULTS.threshold,
    prefix_padding_ms: detection.prefixPaddingMs ?? VAD_DEFAULTS.prefixPaddingMs,
    silence_duration_ms: detection.silenceDurationMs ?? VAD_DEFAULTS.silenceDurationMs,
    ...(detection.idleTimeoutMs != null && { idle_timeout_ms: detection.idleTimeoutMs }),
    ...switches,
  }
}

const PCM = { type: 'audio/pcm', rate: 24_000 }

/** The settings in GA spelling. Only what is given is in it; `type` always is, because GA refuses an update without it. */
export function toWire(settings: SessionSettings): WireSession {
  const { turnDetection, inputTranscription, noiseReduction, voice, speed } = settings
  const input = {
    ...(turnDetection !== undefined && { turn_detection: wireTurnDetection(turnDetection) }),
    ...(inputTranscription !== undefined && { transcription: inputTranscription }),
    ...(noiseReduction !== undefined && {
      noise_reduction: noiseReduction && { type: noiseReduction },
    }),
  }
  const output = {
    ...(voice !== undefined && { voice }),
    ...(speed !== undefined && { speed }),
  }
  const audio = {
    ...(Object.keys(input).length > 0 && { input: { format: PCM, ...input } }),
    ...(Object.keys(output).length > 0 && { output: { format: PCM, ...output } }),
  }
  return {
    type: 'realtime',
    ...(settings.instructions !== undefined && { instructions: settings.instructions }),
    ...(settings.output !== undefined && { output_modalities: [settings.output] }),
    ...(settings.maxOutputTokens !== undefined && { max_output_tokens: settings.maxOutputTokens }),
    ...(settings.toolChoice !== undefined && { tool_choice: settings.toolChoice }),
    ...(Object.keys(audio).length > 0 && { audio }),
    ...settings.raw,
  }
}

/** What the service says is in force, in our words. What it leaves out keeps the value in `before`. */
export function fromWire(session: WireSession, before: SessionSettings): SessionSettings {
  const { input, output } = session.audio ?? {}
  const heard = input?.turn_detection
  const detection: TurnDetection | undefined =
    heard === undefined
      ? before.turnDetection
      : heard === null || heard.type === 'none'
        ? null
        : heard.type === 'semantic_vad'
          ? {
              type: 'semantic_vad',
              eagerness: heard.eagerness as SemanticVad['eagerness'],
              createResponse: heard.create_response ?? true,
              interruptResponse: heard.interrupt_response ?? true,
            }
          : {
              type: 'server_vad',
              threshold: heard.threshold,
              prefixPaddingMs: heard.prefix_padding_ms,
              silenceDurationMs: heard.silence_duration_ms,
              createResponse: heard.create_response ?? true,
              interruptResponse: heard.interrupt_response ?? true,
              ...(heard.idle_timeout_ms != null && { idleTimeoutMs: heard.idle_timeout_ms }),
            }
  return {
    ...before,
    ...(session.instructions !== undefined && { instructions: session.instructions }),
    ...(session.output_modalities !== undefined && {
      output: session.output_modalities.includes('audio') ? 'audio' : 'text',
    }),
    ...(typeof output?.voice === 'string' && { voice: output.voice }),
    ...(output?.speed !== undefined && { speed: output.speed }),
    ...(detection !== undefined && { turnDetection: detection }),
    ...(input?.transcription !== undefined && {
      inputTranscription:
        input.transcription && isTranscription(input.transcription) ? input.transcription : null,
    }),
    ...(input?.noise_reduction !== undefined && {
      noiseReduction: readNoise(input.noise_reduction),
    }),
  }
}

const isTranscription = (wire: object): wire is InputTranscription =>
  'model' in wire && typeof wire.model === 'string'

const readNoise = (wire: object | null): SessionSettings['noiseReduction'] => {
  const type = wire !== null && 'type' in wire ? wire.type : null
  return type === 'near_field' || type === 'far_field' ? type : null
}

/** What a key goes back to that is taken away. The voice has none that all services share: it stays until the next line. */
const SERVICE_DEFAULTS: SessionSettings = {
  ...DEFAULT_SETTINGS,
  noiseReduction: null,
  speed: 1,
  maxOutputTokens: 'inf',
  toolChoice: 'auto',
}

const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * What must be sent so that `before` becomes `after`; `null` when nothing must. Compared by value.
 *
 * A key that disappears goes back to its default.
 */
export function changedSettings(
  before: SessionSettings,
  after: SessionSettings,
): SessionSettings | null {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as Extract<
    keyof SessionSettings,
    string
  >[]
  const changed = keys.filter((key) => !sameValue(before[key], after[key]))
  if (changed.length === 0) return null
  return Object.fromEntries(
    changed.map((key) => [key, after[key] === undefined ? SERVICE_DEFAULTS[key] : after[key]]),
  )
}
