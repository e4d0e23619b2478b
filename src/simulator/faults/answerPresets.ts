import type { FaultRule } from './FaultRule.ts'
import { preset, type FaultPreset } from './FaultPreset.ts'

const AUDIO = 'response.output_audio.delta'
const TRANSCRIPTION = 'conversation.item.input_audio_transcription'

const failed = (code: string, message: string): FaultRule => ({
  on: { dir: 'out', type: 'response.created' },
  do: { end: { status: 'failed', code, message } },
})

/** What befalls answers and events. Codes and messages are those that the services were seen to send. */
export const answerPresets: Readonly<Record<string, FaultPreset>> = {
  'late-deltas': preset(
    'Sound comes N events late: after a cancel, when the answer is over.',
    8,
    (n) => ({
      on: { dir: 'out', type: AUDIO },
      do: { reorder: n },
    }),
  ),
  'late-cancel': preset(
    'A cancel is carried out N ms late: the answer goes on meanwhile.',
    300,
    (delayMs) => ({
      on: { dir: 'in', type: 'response.cancel' },
      do: { delayMs },
    }),
  ),
  duplicates: preset('Every event comes twice.', null, () => ({
    on: { dir: 'out' },
    do: { duplicate: 1 },
  })),
  'odd-bytes': preset('Spoken sound is cut in the middle of samples.', null, () => ({
    on: { dir: 'out', type: AUDIO },
    do: { oddBytes: true },
  })),
  'unknown-events': preset(
    'An event that nobody knows comes before every one of an answer.',
    null,
    () => ({
      on: { dir: 'out', type: 'response.*' },
      do: {
        insert: { type: 'simulator.unheard_of', event_id: 'event_fault', about: { depth: [1] } },
      },
    }),
  ),
  obfuscation: preset('Deltas carry a field obfuscation, as they may at OpenAI.', null, () => ({
    on: { dir: 'out', type: 'response.*.delta' },
    do: { set: { obfuscation: 'nQ7vX2kPz' } },
  })),
  malformed: preset(
    'A frame that is no JSON comes instead of the Nth piece of spoken sound.',
    2,
    (nth) => ({
      on: { dir: 'out', type: AUDIO, nth },
      do: { malformed: true },
    }),
  ),
  'rate-limited': preset('Every answer fails: too many requests.', null, () =>
    failed('inference_rate_limit_exceeded', 'Rate limit reached. Please try again later.'),
  ),
  'no-quota': preset('Every answer fails: nothing is left to pay with.', null, () =>
    failed('insufficient_quota', 'You exceeded your current quota.'),
  ),
  'server-error': preset('Every answer fails: the service has a fault.', null, () =>
    failed('server_error', 'The server had an error while processing your request.'),
  ),
  'content-filter': preset('Every spoken answer is broken off by a content filter.', null, () => ({
    on: { dir: 'out', type: AUDIO },
    do: { end: { status: 'incomplete', reason: 'content_filter' } },
  })),
  'transcription-fails': preset('What the user says is never written down.', null, () => [
    { on: { dir: 'out', type: `${TRANSCRIPTION}.delta` }, do: { drop: true } },
    {
      on: { dir: 'out', type: `${TRANSCRIPTION}.completed` },
      do: {
        set: {
          type: `${TRANSCRIPTION}.failed`,
          transcript: undefined,
          usage: undefined,
          error: {
            type: 'transcription_error',
            code: 'audio_unintelligible',
            message: 'The audio could not be transcribed.',
            param: null,
          },
        },
      },
    },
  ]),
  'no-answer': preset('Nothing is ever heard of an answer.', null, () => [
    { on: { dir: 'out', type: 'response.*' }, do: { drop: true } },
    { on: { dir: 'out', type: 'rate_limits.updated' }, do: { drop: true } },
    {
      on: { dir: 'out', type: 'conversation.item.*', where: { item: { role: 'assistant' } } },
      do: { drop: true },
    },
  ]),
  busy: preset('Every response.create is refused: another answer is being made.', null, () => ({
    on: { dir: 'in', type: 'response.create' },
    do: {
      error: {
        type: 'invalid_request_error',
        code: 'conversation_already_has_active_response',
        message: 'Conversation already has an active response in progress.',
      },
    },
  })),
}
