import type { Scenario } from '../Scenario.ts'

/** Stands for the words of the fourth turn, and is never told. */
const UNINTELLIGIBLE = '[unintelligible]'

export const failing: Scenario = {
  name: 'failing',
  description:
    'Each turn fails in another way, and after five it begins again: too many requests, an error of the server, ' +
    'an answer that the content filter cuts off, words that cannot be written down, a line that breaks.',
  faults: [
    // Told by what stands for its words, the transcript of the fourth turn fails instead of being told.
    {
      on: {
        dir: 'out',
        type: 'conversation.item.input_audio_transcription.delta',
        where: { delta: UNINTELLIGIBLE },
      },
      do: { drop: true },
    },
    {
      on: {
        dir: 'out',
        type: 'conversation.item.input_audio_transcription.completed',
        where: { transcript: UNINTELLIGIBLE },
      },
      do: {
        set: {
          type: 'conversation.item.input_audio_transcription.failed',
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
  ],
  turns: [
    {
      when: { turn: 0, every: 5 },
      reply: [
        {
          fault: {
            end: {
              status: 'failed',
              code: 'rate_limit_exceeded',
              message: 'Rate limit reached. Please try again in 1s.',
            },
          },
        },
      ],
    },
    {
      when: { turn: 1, every: 5 },
      reply: [
        { say: 'I was about to tell you' },
        { fault: { end: { status: 'failed', code: 'server_error' } } },
      ],
    },
    {
      when: { turn: 2, every: 5 },
      reply: [
        { say: 'The secret is' },
        { fault: { end: { status: 'incomplete', reason: 'content_filter' } } },
      ],
    },
    {
      when: { turn: 3, every: 5 },
      heard: UNINTELLIGIBLE,
      reply: [{ say: 'I heard you, but your words could not be written down.' }],
    },
    {
      when: { turn: 4, every: 5 },
      reply: [{ say: 'The line is about to break.' }, { fault: { terminate: true } }],
    },
  ],
}
