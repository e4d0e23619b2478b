/** The part of the system that an error is about. */
export type VoiceErrorArea =
  'page' | 'microphone' | 'speaker' | 'endpoint' | 'connection' | 'session' | 'response' | 'tool'

/** `warning`: the conversation goes on. `error`: it cannot, or not as it was asked for. */
export type VoiceErrorSeverity = 'warning' | 'error'

interface ErrorRow {
  readonly area: VoiceErrorArea
  /** Default `error`. */
  readonly severity?: 'warning'
  /** Whether trying the same thing again can help. Default true. */
  readonly retryable?: false
  /** What happened and what it means. `{name}` is filled in from the error's details. */
  readonly message: string
  /** What to do about it. Lines are steps. */
  readonly remedy: string
  /** What stands in for a `{name}` that is not known. */
  readonly details?: Readonly<Record<string, string | number>>
}

/** The only table of what can go wrong: the notice on screen, the docs and the retry policy read it. */
export const VOICE_ERRORS = {
  microphone_denied: {
    area: 'microphone',
    message: 'This browser was told not to let this page use it, so nobody can hear you.',
    remedy:
      'Open the site settings, left of the address.\nSet Microphone to Allow.\nCome back and press Try again.',
  },
  microphone_dismissed: {
    area: 'microphone',
    message: 'The question was closed without an answer, so nobody can hear you.',
    remedy: 'Try again, and choose Allow.',
  },
  microphone_missing: {
    area: 'microphone',
    message: '{what}.',
    remedy: 'Connect one, then try again.',
    details: { what: 'The browser sees no microphone on this device' },
  },
  microphone_busy: {
    area: 'microphone',
    message: 'Another program holds it.',
    remedy: 'Close the other call, then try again.',
  },
  microphone_lost: {
    area: 'microphone',
    message: '{device} {why}, so nobody can hear you.',
    remedy: 'Connect it or allow it again, then start the microphone.',
    details: { device: 'It', why: 'was unplugged or is no longer allowed' },
  },
  microphone_silent: {
    area: 'microphone',
    severity: 'warning',
    message: 'Not the faintest sound comes from {device}.',
    remedy: 'Check that it is the right microphone, and that it is not muted on the device.',
    details: { device: 'the microphone' },
  },
  device_changed: {
    area: 'microphone',
    severity: 'warning',
    message: '{before} {why}. Now using {device}.',
    remedy: 'Choose another microphone if this is not the one you want.',
    details: { before: 'The device in use', why: 'went away', device: 'another one' },
  },
  possible_echo: {
    area: 'microphone',
    severity: 'warning',
    message:
      'The answer was interrupted several times though nobody spoke: it may be hearing itself.',
    remedy: 'Use headphones, turn the sound down, or set bargeIn to off.',
  },
  insecure_page: {
    area: 'page',
    retryable: false,
    message: 'Browsers allow it only over https or on localhost.',
    remedy: 'Open the page over https.',
  },
  blocked_by_policy: {
    area: 'page',
    retryable: false,
    message: 'A Permissions-Policy, or the frame that this page is in, does not allow it.',
    remedy: 'Send Permissions-Policy: microphone=(self), or put allow="microphone" on the iframe.',
  },
  audio_blocked: {
    area: 'speaker',
    severity: 'warning',
    message: 'The browser wants a click before it plays sound.',
    remedy: 'Click anywhere in the conversation, or call unblock() from a click.',
  },
  audio_interrupted: {
    area: 'speaker',
    severity: 'warning',
    message: 'The system took the sound away: a call, an alarm or another app.',
    remedy:
      'It comes back by itself when that is over. If it does not, call unblock() from a click.',
  },
  audio_failed: {
    area: 'speaker',
    message: 'The browser could not open its audio output, so there is only text.',
    remedy: 'Check that the device has a sound output, then start again.',
  },
  worklet_load_failed: {
    area: 'page',
    retryable: false,
    message: 'The audio worklet could not be loaded from {tried}, so nothing can be heard or said.',
    remedy:
      "With a Content-Security-Policy, allow script-src 'self' and pass workletUrl: the address of react-realtime-voice/worklet.js.",
    details: { tried: 'any of its places' },
  },
  part_load_failed: {
    area: 'page',
    message: 'A part of the library could not be loaded: the {part}.',
    remedy: 'Reload the page: a newer version of the app may have replaced this one.',
    details: { part: 'transport' },
  },
  worker_load_failed: {
    area: 'page',
    retryable: false,
    message: 'The Worker could not be started. {tried}.',
    remedy:
      'Give workerUrl the address of react-realtime-voice/worker.js of this version, or leave it out.',
    details: { tried: 'Every way was tried' },
  },
  token_failed: {
    area: 'connection',
    message: 'The token endpoint or getToken failed: {reason}.',
    remedy: 'Check that the token endpoint runs and answers { value, expires_at }.',
    details: { reason: 'it gave no token' },
  },
  unauthorized: {
    area: 'connection',
    retryable: false,
    message: '{service} answered that it does not know {whom}.',
    remedy: 'Check the key, and that it belongs to {host}.',
    details: { service: 'The service', host: 'this address', whom: 'this key' },
  },
  api_key_in_browser: {
    area: 'endpoint',
    retryable: false,
    message: 'Everybody who opens this page can read the key and use it.',
    remedy:
      'Use tokenUrl with a token endpoint. To try it alone on your own machine, pass dangerouslyAllowApiKeyInBrowser: true.',
  },
  endpoint_invalid: {
    area: 'endpoint',
    retryable: false,
    message: 'The endpoint cannot be used: {reason}.',
    remedy: 'Check what was passed to azure(), openai(), voiceLive() or local().',
    details: { reason: 'its address is not a URL' },
  },
  endpoint_unreachable: {
    area: 'connection',
    message: 'Could not reach {host}, or it refused without saying why.',
    remedy:
      'Check the address, the key and the network, and whether a firewall lets WebSockets through.',
    details: { host: 'the server' },
  },
  deployment_not_found: {
    area: 'connection',
    retryable: false,
    message: '{host} has no deployment or model named {name}.',
    remedy: 'Compare the name with the portal; capitals count.',
    details: { host: 'The service', name: 'that' },
  },
  connect_timeout: {
    area: 'connection',
    message: 'No answer from {host} within {seconds} s.',
    remedy: 'Check the network, and whether a firewall lets WebSockets through.',
    details: { host: 'the server', seconds: 10 },
  },
  connection_lost: {
    area: 'connection',
    message: 'The line to {host} broke (close code {closeCode}). What was said is kept.',
    remedy: 'Start again when the network is back.',
    details: { host: 'the server', closeCode: 'unknown' },
  },
  session_expired: {
    area: 'session',
    message: 'The service ends every session after a fixed time.',
    remedy: 'Start a new conversation.',
  },
  wrong_dialect: {
    area: 'connection',
    retryable: false,
    message: '{host} does not take the {dialect} events: {reason}.',
    remedy: '{change}',
    details: {
      host: 'The service',
      dialect: 'GA',
      reason: 'it refused them',
      change: 'Pass apiVersion to azure() for a preview, and for none else.',
    },
  },
  protocol_error: {
    area: 'session',
    retryable: false,
    message:
      '{host} and this library did not understand each other, so the line ended: {reason} (close code {closeCode}).',
    remedy: 'Report it with the events before it: see onEvent.',
    details: { host: 'The service', reason: 'no reason given', closeCode: 'unknown' },
  },
  protocol_warning: {
    area: 'session',
    severity: 'warning',
    retryable: false,
    message: 'The service sent {what}; it was left out.',
    remedy: 'If it repeats, update the library or report it.',
    details: { what: 'something unexpected' },
  },
  setting_refused: {
    area: 'session',
    retryable: false,
    message: '{setting} stays as it was: {reason}',
    remedy: 'Choose another value.',
    details: { setting: 'A setting', reason: 'the service does not take the new value.' },
  },
  voice_locked: {
    area: 'session',
    severity: 'warning',
    retryable: false,
    message: 'The voice is fixed once the assistant has spoken, so the old one goes on.',
    remedy: 'Connect again to hear the new voice.',
  },
  setting_unavailable: {
    area: 'session',
    severity: 'warning',
    retryable: false,
    message: '{host} has no {setting}, so it was left out.',
    remedy: 'Take the setting away, or use a service of the GA protocol.',
    details: { host: 'The service', setting: 'such setting' },
  },
  rate_limited: {
    area: 'response',
    severity: 'warning',
    message: 'The service asked to slow down, so this answer is missing.',
    remedy: 'Wait a moment and ask again.',
  },
  quota_exceeded: {
    area: 'response',
    retryable: false,
    message: 'The account has no credit left for this service.',
    remedy: 'Raise the quota or the credit of the account.',
  },
  content_filtered: {
    area: 'response',
    severity: 'warning',
    retryable: false,
    message: 'The content filter of the service stopped this answer.',
    remedy: 'Ask in another way.',
  },
  output_limit_reached: {
    area: 'response',
    severity: 'warning',
    retryable: false,
    message: 'This answer is cut short: it reached the most tokens that an answer may have.',
    remedy: 'Raise maxOutputTokens, or ask for a shorter answer.',
  },
  response_failed: {
    area: 'response',
    severity: 'warning',
    message: 'The service could not finish this answer: {reason}.',
    remedy: 'Ask again.',
    details: { reason: 'it gave no reason' },
  },
  transcription_failed: {
    area: 'session',
    severity: 'warning',
    retryable: false,
    message: 'You were heard, but the transcript of this turn failed: {reason}.',
    remedy: 'The answer is not affected.',
    details: { reason: 'it gave no reason' },
  },
  status_ignored: {
    area: 'session',
    severity: 'warning',
    retryable: false,
    message: 'A status was set and left out: with a player it is known what is heard.',
    remedy: 'Do not set it, or give no player.',
  },
  tool_failed: {
    area: 'tool',
    severity: 'warning',
    retryable: false,
    message: '{name} failed: {reason}.',
    remedy: 'What the model was told of it is the output of the call in the conversation.',
    details: { name: 'A tool', reason: 'it gave no reason' },
  },
  tool_timeout: {
    area: 'tool',
    severity: 'warning',
    message: '{name} did not answer within {seconds} s, and the model was told so.',
    remedy: 'Give the signal of execute on to whatever takes long.',
    details: { name: 'A tool', seconds: 30 },
  },
  tool_duplicate: {
    area: 'tool',
    retryable: false,
    message: 'Two tools of this session are named {name}.',
    remedy: 'Give one of them another name, or take one away.',
    details: { name: 'alike' },
  },
  tool_schema_unsupported: {
    area: 'tool',
    retryable: false,
    message: 'The tool {name} cannot be told to a model: {reason}.',
    remedy:
      'Use a JSON Schema of an object, zod 4.2 or later, ArkType 2.1.28 or later, or valibot through toStandardJsonSchema() of @valibot/to-json-schema.',
    details: { name: '', reason: 'its schema is not one that can be read' },
  },
  item_refused: {
    area: 'session',
    severity: 'warning',
    retryable: false,
    message: 'This is not part of the conversation: {reason}.',
    remedy: 'Change it, and send it again.',
    details: { reason: 'the service did not take it' },
  },
  not_connected: {
    area: 'session',
    message: 'This needs a conversation, and none is running.',
    remedy: 'Call connect() first.',
  },
} as const satisfies Record<string, ErrorRow>

export type VoiceErrorCode = keyof typeof VOICE_ERRORS

export interface VoiceErrorOptions {
  readonly cause?: unknown
  /** Facts for the sentences: host, deployment, seconds; `advice` in place of the row's remedy. Never a secret, never words of the conversation. */
  readonly details?: Readonly<Record<string, string | number>> | undefined
  /** In place of the row's, where the same thing happened elsewhere, or something goes on in spite of it. */
  readonly area?: VoiceErrorArea | undefined
  readonly severity?: VoiceErrorSeverity | undefined
}

const fill = (text: string, details: Readonly<Record<string, string | number>>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole))

/**
 * The only error this library throws or reports.
 *
 * Branch on `code`; show `message` and `remedy` (its lines are steps). The codes are the closed list of {@link VOICE_ERRORS}.
 */
export class VoiceError extends Error {
  override readonly name = 'VoiceError'
  readonly code: VoiceErrorCode
  readonly area: VoiceErrorArea
  readonly severity: VoiceErrorSeverity
  readonly retryable: boolean
  readonly remedy: string

  constructor(code: VoiceErrorCode, options: VoiceErrorOptions = {}) {
    const row: ErrorRow = VOICE_ERRORS[code]
    const details = { ...row.details, ...options.details }
    super(fill(row.message, details), 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.area = options.area ?? row.area
    this.severity = options.severity ?? row.severity ?? 'error'
    this.retryable = row.retryable ?? true
    this.remedy = fill(String(details.advice ?? row.remedy), details)
  }
}
