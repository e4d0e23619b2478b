import type { PublishedTypes } from './typeProblems.ts'

/** `session.created` as it was recorded has these, and no type of the package does. */
const RECORDED_SESSION = `{ session?: { id: string, object: 'realtime.session', expires_at: number } }`

export const GA_TYPES: PublishedTypes = {
  from: 'openai/resources/realtime/realtime',
  union: 'RealtimeServerEvent',
  besides: RECORDED_SESSION,
}

const PREVIEW = {
  from: 'openai/resources/beta/realtime/realtime',
  union: 'RealtimeServerEvent',
} as const

/** `@azure/ai-voicelive` cannot read a usage without them, and recordings have them. */
const CACHED = `{ response?: { usage: null | { input_token_details: {
  cached_tokens_details: { text_tokens: number, audio_tokens: number },
} } } }`

export const PREVIEW_TYPES: PublishedTypes = {
  ...PREVIEW,
  besides: `${CACHED} & { session?: { object: 'realtime.session', expires_at: number } }`,
}

/** The first preview did not tell when a session ends. */
export const PREVIEW_2024_TYPES: PublishedTypes = {
  ...PREVIEW,
  besides: `${CACHED} & { session?: { object: 'realtime.session' } }`,
}

/** What a client may say. */
export const GA_CLIENT_TYPES: PublishedTypes = {
  from: 'openai/resources/realtime/realtime',
  union: 'RealtimeClientEvent',
}
export const PREVIEW_CLIENT_TYPES: PublishedTypes = { ...PREVIEW, union: 'RealtimeClientEvent' }

/** As the client hands them out, in its own spelling. */
export const VOICE_LIVE_TYPES: PublishedTypes = {
  from: '@azure/ai-voicelive',
  union: 'ServerEventUnion',
}
