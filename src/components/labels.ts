/** Every text of `<VoiceChat>` and its parts. `{name}` is filled in. */
export const LABELS = {
  conversation: 'Voice conversation',
  assistant: 'Assistant',
  you: 'You',
  system: 'System',

  // SessionStatus
  statusIdle: 'Not connected',
  statusConnecting: 'Connecting',
  statusConnected: 'Connected',
  statusReconnecting: 'Reconnecting',
  statusClosed: 'Ended',
  statusFailed: 'Not connected',

  // Announcer: boundaries only; "Speaking" is not announced, the voice would talk over itself.
  saysStarted: 'Session started',
  saysListening: 'Listening',
  saysThinking: 'Thinking',
  saysMuted: 'You are muted',
  saysReconnecting: 'Reconnecting',
  saysConnectedAgain: 'Connected again',
  saysEnded: 'Session ended',

  // Stage
  readyTitle: 'Ready when you are',
  readyHint: 'Your microphone opens when you start, and closes when you end.',
  connectingTitle: 'Connecting',
  connectingHint: 'You can start talking. Your first words are kept.',
  connectingSlowHint: 'This takes longer than usual.',
  yourTurnTitle: 'Your turn',
  yourTurnHint: 'Say something, or write.',
  yourTurnTextHint: 'Write something.',
  yourTurnHoldHint: 'Hold the button while you talk, or write.',
  listeningTitle: 'Listening',
  listeningHint: 'Take your time. A short pause ends your turn.',
  listeningHoldHint: 'Let go to send.',
  thinkingTitle: 'Thinking',
  thinkingHint: 'Your turn is sent.',
  stillThinkingTitle: 'Still thinking',
  stillThinkingHint: 'You can interrupt.',
  speakingTitle: 'Speaking',
  speakingHint: 'Talk at any time to interrupt.',
  speakingNoBargeInHint: 'Press Interrupt to stop it.',
  mutedTitle: 'You are muted',
  mutedHint: 'The assistant cannot hear you.',
  reconnectingTitle: 'The line dropped',
  reconnectingHint: 'What was said so far is kept.',
  endedTitle: 'Conversation ended',
  endedHint: '{duration} long. You can read it, or start again.',
  failedTitle: 'Not connected',
  stageMicrophone: 'Microphone is open',
  stageCredential: 'Credential received',
  stageOpening: 'Opening the line',
  stageConfiguring: 'Setting up the session',
  stages: 'Steps',

  // Controls
  controls: 'Conversation',
  start: 'Start conversation',
  end: 'End conversation',
  endShort: 'End',
  mute: 'Mute microphone',
  muteShort: 'Mute',
  unmute: 'Unmute microphone',
  unmuteShort: 'Unmute',
  interrupt: 'Interrupt',
  hold: 'Hold to talk',

  // Transcript
  transcript: 'Transcript',
  transcriptEmpty: 'What is said appears here.',
  newMessages: 'New messages',
  waitingForWords: '…',
  noWords: 'Your words were not written down.',
  cutMark: 'Interrupted here',
  cutNote: 'Interrupted after {seconds} s. The underlined part was not heard.',
  cutNoteUnheard: 'Interrupted before it was heard.',
  cutNoteWhole: 'Interrupted.',
  lineNote: 'The line dropped here.',
  incompleteNote: 'This answer was cut short by the service.',
  failedNote: 'This answer failed.',
  notSentNote: 'This was not sent.',
  copy: 'Copy text',
  copied: 'Copied',

  // Composer
  message: 'Message',
  send: 'Send',

  // Notices
  notices: 'Notices',
  mutedTalkingTitle: 'You are talking while muted',
  mutedTalkingMessage: 'Nothing is sent.',
  blockedTitle: 'Sound is off',
  blockedMessage: 'The browser wants a click before it plays sound.',
  unblock: 'Turn on sound',
  holdSlipTitle: 'Hold the button while you talk.',
  tryAgain: 'Try again',
  continueWithText: 'Continue with text',
  dismiss: 'Dismiss',
  details: 'Details',

  // Settings
  settings: 'Settings',
  closeSettings: 'Close settings',
  microphone: 'Microphone',
  systemMicrophone: 'System default',

  // VadSettings
  vadSettings: 'Turn detection settings',
  turnDetection: 'Turn detection',
  turnDetectionServer: 'Server: by sound and silence',
  turnDetectionSemantic: 'Semantic: by what was said',
  turnDetectionNone: 'None: I press a button',
  turnDetectionNoneMeaning:
    'Nothing is detected: hold the button, or the Space key, while you talk.',
  semanticMeaning: 'Your turn ends when what you said sounds finished.',
  eagerness: 'Eagerness',
  eagernessLow: 'Low: waits',
  eagernessAuto: 'Auto',
  eagernessHigh: 'High: answers fast',
  presets: 'Presets',
  presetQuiet: 'Quiet room',
  presetQuietMeaning: 'Hears soft voices',
  presetOffice: 'Office',
  presetOfficeMeaning: 'Some talk nearby',
  presetNoisy: 'Noisy',
  presetNoisyMeaning: 'Fans, street, café',
  presetSlow: 'Slow speaker',
  presetSlowMeaning: 'Lets you pause',
  threshold: 'Threshold',
  thresholdLow: 'Hears whispers',
  thresholdHigh: 'Only clear speech',
  thresholdMeaning: 'Speech counts when the detector is at least {percent}% sure.',
  prefixPadding: 'Prefix padding',
  prefixPaddingLow: 'Nothing before',
  prefixPaddingHigh: '2 s before',
  prefixPaddingMeaning:
    'Keeps {seconds} s from before the first sound, so that “f” and “s” are not cut off.',
  prefixPaddingMeaningNone:
    'Keeps nothing from before the first sound: “f” and “s” may be cut off.',
  silence: 'Silence duration',
  silenceLow: 'Answers sooner',
  silenceHigh: 'Lets you pause',
  silenceMeaning:
    'Your turn ends after {seconds} s of silence. A pause longer than this is taken as the end.',
  appliesNow: 'Applies now',
  appliesNextTurn: 'From the next turn',
  appliesReconnect: 'After reconnecting',
} as const

export type VoiceLabels = { readonly [K in keyof typeof LABELS]: string }

/** Your texts in place of ours; what you leave out stays. */
export const withLabels = (labels: Partial<VoiceLabels> | undefined): VoiceLabels =>
  labels === undefined ? LABELS : { ...LABELS, ...labels }

/** Puts values in the places of a text. */
export const fillLabel = (
  text: string,
  values: Readonly<Record<string, string | number>>,
): string => text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
