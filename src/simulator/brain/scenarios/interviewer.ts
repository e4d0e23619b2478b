import type { Scenario } from '../Scenario.ts'

export const interviewer: Scenario = {
  name: 'interviewer',
  description:
    'Asks five questions in turn, notices answers that are short or long, and ends politely. Leaves pauses of a second to think.',
  session: {
    voice: 'cedar',
    instructions: 'You are interviewing somebody for a job. Ask one question at a time.',
    turn_detection: { type: 'server_vad', silence_duration_ms: 1000 },
  },
  latency: { firstAudioMs: 400 },
  turns: [
    {
      when: { text: '\\b(stop|enough|no more)\\b' },
      reply: [{ say: 'Of course. Let us leave it there. Thank you for your time.' }],
    },
    {
      when: { turn: 0 },
      reply: [
        { say: 'Welcome, and thank you for coming. I have five questions.' },
        { delay: 500 },
        { say: 'First: what do you do all day?' },
      ],
    },
    // For each later turn: a short answer, a long one, and any other, which is also a typed one.
    {
      when: { turn: 1, maxMs: 2000 },
      reply: [
        { say: 'That was brief. Second: which part of it do you like best? Take your time.' },
      ],
    },
    {
      when: { turn: 1, minMs: 12_000 },
      reply: [
        { say: 'You do a great deal. Second, in a few words: which part of it do you like best?' },
      ],
    },
    {
      when: { turn: 1 },
      reply: [{ say: 'Thank you. Second: which part of it do you like best?' }],
    },
    {
      when: { turn: 2, maxMs: 2000 },
      reply: [{ say: 'I see. Third: what do you do on a day when everything goes wrong?' }],
    },
    {
      when: { turn: 2, minMs: 12_000 },
      reply: [
        { say: 'I can hear that you mean it.' },
        { say: 'Third: what do you do on a day when everything goes wrong?' },
      ],
    },
    {
      when: { turn: 2 },
      reply: [{ say: 'Good. Third: what do you do on a day when everything goes wrong?' }],
    },
    {
      when: { turn: 3, maxMs: 2000 },
      reply: [{ say: 'Some days are best forgotten. Fourth: what would you like to learn next?' }],
    },
    {
      when: { turn: 3, minMs: 12_000 },
      reply: [{ say: 'What a day! Fourth: what would you like to learn next?' }],
    },
    {
      when: { turn: 3 },
      reply: [{ say: 'I understand. Fourth: what would you like to learn next?' }],
    },
    {
      when: { turn: 4, minMs: 12_000 },
      reply: [
        { say: 'You have plans. Fifth and last: is there anything that you would like to ask me?' },
      ],
    },
    {
      when: { turn: 4 },
      reply: [{ say: 'Fifth and last: is there anything that you would like to ask me?' }],
    },
    {
      when: { turn: 5 },
      reply: [
        { say: 'I will think about that, and write to you.' },
        { say: 'Thank you for your time. Goodbye.' },
      ],
    },
    { reply: [{ say: 'The interview is over. Thank you again, and goodbye.' }] },
  ],
}
