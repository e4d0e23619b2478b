/** The part of the system that an error is about. */
export type VoiceErrorArea =
  'page' | 'microphone' | 'speaker' | 'endpoint' | 'connection' | 'session' | 'response'

/** `warning`: the conversation goes on. `error`: it cannot, or not as it was asked for. */
export type VoiceErrorSeverity = 'warning' | 'error'

interface ErrorRow {
  readonly area: VoiceErrorArea
  readonly severity: VoiceErrorSeverity
  /** Whether trying the same thing again can help. */
  readonly retryable: boolean
  /** What happened, in a few words: the heading of a notice. */
  readonly title: string
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
    severity: 'error',
    retryable: true,
    title: 'The microphone is blocked',
    message: 'This browser was told not to let this page use it, so nobody can hear you.',
    remedy:
      'Open the site settings, left of the address.\nSet Microphone to Allow.\nCome back and press Try again.',
  },
  microphone_dismissed: {
    area: 'microphone',
    severity: 'error',
    retryable: true,
    title: 'The microphone was not allowed',
    message: 'The question whether this page may use it was closed, so nobody can hear you.',
    remedy: 'Try again, and choose Allow.',
  },
  microphone_missing: {
    area: 'microphone',
    severity: 'error',
    retryable: true,
    title: 'No microphone was found',
    message: 'The browser sees no microphone on this device.',
    remedy: 'Connect one, then try again.',
  },
  microphone_busy: {
    area: 'microphone',
    severity: 'error',
    retryable: true,
    title: 'The microphone is in use',
    message: 'Another program holds it.',
    remedy: 'Close the other call, then try again.',
  },
  microphone_lost: {
    area: 'microphone',
    severity: 'error',
    retryable: true,
    title: 'The microphone went away',
    message: 'It was unplugged or its permission was taken back, so nobody can hear you.',
    remedy: 'Connect it or allow it again, then start the microphone.',
  },
  insecure_page: {
    area: 'page',
    severity: 'error',
    retryable: false,
    title: 'This page may not use the microphone',
    message: 'Browsers allow it only over https or on localhost.',
    remedy: 'Open the page over https.',
  },
  blocked_by_policy: {
    area: 'page',
    severity: 'error',
    retryable: false,
    title: 'This page may not use the microphone',
    message: 'A Permissions-Policy header, or the frame that this page is in, does not pass it on.',
    remedy: 'Send Permissions-Policy: microphone=(self), or put allow="microphone" on the iframe.',
  },
  audio_blocked: {
    area: 'speaker',
    severity: 'warning',
    retryable: true,
    title: 'Sound is off',
    message: 'The browser wants a click before it plays sound.',
    remedy: 'Click anywhere in the conversation, or call unblock() from a click.',
  },
  audio_failed: {
    area: 'speaker',
    severity: 'error',
    retryable: true,
    title: 'Sound cannot be played',
    message: 'The browser could not open its audio output, so the answer is only text.',
    remedy: 'Check that the device has a sound output, then start again.',
  },
  worklet_load_failed: {
    area: 'page',
    severity: 'error',
    retryable: false,
    title: 'The audio code was refused',
    message:
      'The audio worklet could not be loaded from {tried}, so this page can neither hear nor speak.',
    remedy:
      "If the page has a Content-Security-Policy, allow script-src 'self' and pass workletUrl with the address of react-realtime-voice/worklet.js.",
    details: { tried: 'any of its places' },
  },
  worker_load_failed: {
    area: 'page',
    severity: 'error',
    retryable: false,
    title: 'The background code was refused',
    message: 'The Worker could not be started. {tried}.',
    remedy:
      'Give workerUrl the address of react-realtime-voice/worker.js of this very version, on the origin of the page, or leave it out.',
    details: { tried: 'Every way was tried' },
  },
  token_failed: {
    area: 'connection',
    severity: 'error',
    retryable: true,
    title: 'Could not get a token',
    message: 'The token endpoint or getToken failed: {reason}.',
    remedy: 'Check that your token endpoint is running and answers { value, expires_at }.',
    details: { reason: 'it gave no token' },
  },
  unauthorized: {
    area: 'connection',
    severity: 'error',
    retryable: false,
    title: 'The key was not accepted',
    message: '{service} answered that it does not know this key.',
    remedy: 'Check the key, and that it belongs to {host}.',
    details: { service: 'The service', host: 'this address' },
  },
  api_key_in_browser: {
    area: 'endpoint',
    severity: 'error',
    retryable: false,
    title: 'An API key does not belong in a page',
    message: 'Everybody who opens this page can read the key and use it at your cost.',
    remedy:
      'Use tokenUrl with a token endpoint. To try it alone on your own machine, pass dangerouslyAllowApiKeyInBrowser: true.',
  },
  endpoint_invalid: {
    area: 'endpoint',
    severity: 'error',
    retryable: false,
    title: 'The address cannot be used',
    message: 'The endpoint is not complete: {reason}.',
    remedy: 'Check what was passed to azure(), openai() or local().',
    details: { reason: 'its address is not a URL' },
  },
  endpoint_unreachable: {
    area: 'connection',
    severity: 'error',
    retryable: true,
    title: 'No connection to {host}',
    message: 'Could not reach {host}, or it refused without saying why.',
    remedy:
      'Check the address, the key and the network, and whether a firewall lets WebSockets through.',
    details: { host: 'the server' },
  },
  deployment_not_found: {
    area: 'connection',
    severity: 'error',
    retryable: false,
    title: 'The deployment was not found',
    message: '{host} has no deployment or model named {name}.',
    remedy: 'Compare the name with the portal; capitals count.',
    details: { host: 'The service', name: 'that' },
  },
  connect_timeout: {
    area: 'connection',
    severity: 'error',
    retryable: true,
    title: 'No connection to {host}',
    message: 'No answer within {seconds} s.',
    remedy: 'Check the network, or whether a firewall lets WebSockets through.',
    details: { host: 'the server', seconds: 10 },
  },
  connection_lost: {
    area: 'connection',
    severity: 'error',
    retryable: true,
    title: 'The line dropped',
    message: 'The line to {host} broke (close code {closeCode}). What was said is kept.',
    remedy: 'Start again when the network is back.',
    details: { host: 'the server', closeCode: 'unknown' },
  },
  session_expired: {
    area: 'session',
    severity: 'error',
    retryable: true,
    title: 'The session reached its end',
    message: 'The service ends every session after a fixed time. What was said is kept.',
    remedy: 'Start a new conversation.',
  },
  wrong_dialect: {
    area: 'connection',
    severity: 'error',
    retryable: false,
    title: 'The service speaks another version of the protocol',
    message: '{host} does not take the {dialect} events: {reason}.',
    remedy: 'For Azure preview deployments pass apiVersion; for all others leave it out.',
    details: { host: 'The service', dialect: 'GA', reason: 'it refused them' },
  },
  protocol_error: {
    area: 'session',
    severity: 'error',
    retryable: false,
    title: 'The service ended the line',
    message: '{host} closed the line as wrongly used: {reason} (close code {closeCode}).',
    remedy: 'Report it with the events before it; onEvent shows them.',
    details: { host: 'The service', reason: 'no reason given', closeCode: 'unknown' },
  },
  protocol_warning: {
    area: 'session',
    severity: 'warning',
    retryable: false,
    title: 'Something was not understood',
    message: 'The service sent {what}; it was left out and the conversation goes on.',
    remedy: 'Nothing needs to be done. If it repeats, update the library or report it.',
    details: { what: 'something unexpected' },
  },
  setting_refused: {
    area: 'session',
    severity: 'error',
    retryable: false,
    title: 'A setting was refused',
    message: 'The service kept the old value of {setting}: {reason}',
    remedy: 'Choose another value.',
    details: { setting: 'a setting', reason: 'it does not take the new one.' },
  },
  rate_limited: {
    area: 'response',
    severity: 'warning',
    retryable: true,
    title: 'Too many requests',
    message: 'The service asked to slow down, so this answer is missing.',
    remedy: 'Wait a moment and ask again.',
  },
  quota_exceeded: {
    area: 'response',
    severity: 'error',
    retryable: false,
    title: 'The quota is used up',
    message: 'The account has no credit left for this service.',
    remedy: 'Raise the quota or the credit of the account.',
  },
  content_filtered: {
    area: 'response',
    severity: 'warning',
    retryable: false,
    title: 'The answer was filtered',
    message: 'The content filter of the service stopped this answer.',
    remedy: 'Ask in another way.',
  },
  response_failed: {
    area: 'response',
    severity: 'warning',
    retryable: true,
    title: 'The answer failed',
    message: 'The service could not finish this answer: {reason}.',
    remedy: 'Ask again.',
    details: { reason: 'it gave no reason' },
  },
  transcription_failed: {
    area: 'session',
    severity: 'warning',
    retryable: false,
    title: 'Your words could not be written down',
    message: 'The service heard you, but the transcript of this turn failed: {reason}.',
    remedy: 'Nothing needs to be done; the answer is not affected.',
    details: { reason: 'it gave no reason' },
  },
  not_connected: {
    area: 'session',
    severity: 'error',
    retryable: true,
    title: 'There is no conversation',
    message: 'This needs a conversation, and none is running.',
    remedy: 'Call connect() first.',
  },
} as const satisfies Record<string, ErrorRow>

export type VoiceErrorCode = keyof typeof VOICE_ERRORS

export interface VoiceErrorOptions {
  readonly cause?: unknown
  /** Facts for the sentences: host, deployment, seconds. Never a secret, never words of the conversation. */
  readonly details?: Readonly<Record<string, string | number>> | undefined
  /** Only to lower or raise what the table says. */
  readonly severity?: VoiceErrorSeverity | undefined
}

const fill = (text: string, details: Readonly<Record<string, string | number>>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole))

/**
 * The only error this library throws or reports.
 *
 * Branch on `code`; show `title`, `message` and `remedy` (its lines are steps). The codes are the closed list of {@link VOICE_ERRORS}.
 */
export class VoiceError extends Error {
  override readonly name = 'VoiceError'
  readonly code: VoiceErrorCode
  readonly area: VoiceErrorArea
  readonly severity: VoiceErrorSeverity
  readonly retryable: boolean
  readonly title: string
  readonly remedy: string

  constructor(code: VoiceErrorCode, options: VoiceErrorOptions = {}) {
    const row: ErrorRow = VOICE_ERRORS[code]
    const details = { ...row.details, ...options.details }
    super(fill(row.message, details), 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.area = row.area
    this.severity = options.severity ?? row.severity
    this.retryable = row.retryable
    this.title = fill(row.title, details)
    this.remedy = fill(row.remedy, details)
  }
}
