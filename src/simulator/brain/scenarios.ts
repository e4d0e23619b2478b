import type { Scenario } from './Scenario.ts'

/** Says hello first, asks for a name, and has something to say to the usual words. */
const greeter: Scenario = {
  name: 'greeter',
  turns: [
    {
      when: { text: '\\b(bye|goodbye|stop)\\b' },
      reply: [{ say: 'Goodbye! It was nice to talk to you.' }],
    },
    { when: { text: '\\bthank' }, reply: [{ say: 'You are welcome.' }] },
    { when: { turn: 0 }, reply: [{ say: 'Hello! Nice to meet you. What is your name?' }] },
    { when: { turn: 1 }, reply: [{ say: 'What a lovely name. How can I help you today?' }] },
  ],
}

/** Talks for about twenty seconds, so that there is something to talk over. */
const longTalker: Scenario = {
  name: 'longTalker',
  turns: [
    {
      when: {},
      reply: [
        {
          say:
            'Let me tell you about the lighthouse on the hill. ' +
            'It was built long ago, when ships still had sails and the nights had no other light. ' +
            'Every evening the keeper climbed ninety nine steps with a can of oil in his hand. ' +
            'He lit the lamp, wound the clockwork, and sat down by the window to watch the sea. ' +
            'Some nights were calm, and some were so loud that he could not hear his own voice. ' +
            'One winter a boat came home through the fog, slowly, and only because of that lamp. ' +
            'The crew never met the keeper, and yet they thanked him every year with a basket of fish.',
        },
      ],
    },
  ],
}

/** The scenarios that ship, by name. */
export const scenarios = { greeter, longTalker } as const satisfies Readonly<
  Record<string, Scenario>
>
