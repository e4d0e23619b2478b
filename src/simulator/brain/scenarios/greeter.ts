import type { Scenario } from '../Scenario.ts'

export const greeter: Scenario = {
  name: 'greeter',
  description: 'Says hello, asks for a name, and has something to say to the usual words.',
  turns: [
    // The first turn that fits is said, so goodbye comes before the turns that go by number.
    {
      when: { text: '\\b(bye|goodbye|stop)\\b' },
      reply: [{ say: 'Goodbye! It was nice to talk to you.' }],
    },
    { when: { text: '\\bthank' }, reply: [{ say: 'You are welcome.' }] },
    { when: { turn: 0 }, reply: [{ say: 'Hello! Nice to meet you. What is your name?' }] },
    { when: { turn: 1 }, reply: [{ say: 'What a lovely name. How can I help you today?' }] },
  ],
}
